using System.Diagnostics;

namespace ArchiveIndexer.Searching;

/// <summary>
/// How long one answer may take. When the time is up nothing is thrown: what was not looked up by then is left out, and the answer says so.
/// </summary>
/// <param name="limit">From now on; null: as long as it takes.</param>
/// <param name="cancel">Nobody waits for the answer any more.</param>
internal sealed class SearchTime(TimeSpan? limit, CancellationToken cancel)
{
    private readonly long began = Stopwatch.GetTimestamp();
    private readonly long ticks = limit is { } so ? (long)(so.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;

    /// <summary>Something was left out.</summary>
    public bool WasUp { get; private set; }

    /// <summary>Whether the time is up.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public bool IsUp()
    {
        cancel.ThrowIfCancellationRequested();
        return WasUp = WasUp || Stopwatch.GetTimestamp() - began > ticks;
    }

    /// <summary>The time for a reader's answer. The first of a process pay for what is compiled and read only once, and have longer.</summary>
    public static SearchTime ForAnswer(CancellationToken cancel) =>
        new(TimeSpan.FromMilliseconds(Interlocked.Increment(ref answers) <= QueryText.FirstAnswers ? QueryText.LongestFirstAnswer : QueryText.LongestAnswer), cancel);

    private static long answers;

    /// <summary>As long as it takes.</summary>
    public static SearchTime Unlimited(CancellationToken cancel = default) => new(null, cancel);
}
