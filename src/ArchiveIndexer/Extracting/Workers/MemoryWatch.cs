using System.ComponentModel;
using System.Diagnostics;

namespace ArchiveIndexer.Extracting;

/// <summary>Looks at a child process's memory again and again, and ends it when it is too much, on every system alike.</summary>
internal static class MemoryWatch
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    /// <summary>Watches until the process ends or <paramref name="done"/> is cancelled.</summary>
    /// <returns>Whether the process was ended because it had taken more than <paramref name="limit"/> bytes.</returns>
    internal static async Task<bool> Passes(Process process, long limit, CancellationToken done)
    {
        try
        {
            // A view of its own: looking anew would disturb whoever waits for the process.
            using var seen = Process.GetProcessById(process.Id);
            using var pause = new PeriodicTimer(Between);
            while (await pause.WaitForNextTickAsync(done).ConfigureAwait(false))
            {
                seen.Refresh();
                if (seen.HasExited) return false;
                if (seen.WorkingSet64 <= limit) continue;
                seen.Kill(entireProcessTree: true);
                return true;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or ArgumentException or Win32Exception)
        {
            // Watched to the end, or it ended between two looks.
        }
        return false;
    }
}
