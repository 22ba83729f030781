using System.Runtime.InteropServices;
using System.Text;

namespace ArchiveIndexer.Archiving;

/// <summary>What .NET lacks for files that must survive a power cut: flushing a folder, so that a rename or a new file in it stays.</summary>
internal static class DurableWrites
{
    /// <summary>Asks the disk to keep this folder's entries. On Windows the file system's journal does it.</summary>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = open(Encoding.UTF8.GetBytes(path + "\0"), ReadOnly | CloseOnExec);
        if (descriptor < 0) throw new IOException($"{path} cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (fsync(descriptor) != 0) throw new IOException($"{path} cannot be flushed (errno {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    /// <summary>Makes a folder and whatever leads to it, each flushed into its parent.</summary>
    public static void CreateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        CreateFolder(parent);
        Directory.CreateDirectory(path);
        FlushFolder(parent);
    }

    /// <summary>Replaces a file by these lines in one step: a reader sees the old file or the new one, never half of it.</summary>
    public static void Replace(string path, string temporaryFolder, Action<Stream> write)
    {
        var part = Path.Combine(temporaryFolder, $"{Environment.ProcessId}-{Guid.NewGuid():N}.part");
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            CreateFolder(Path.GetDirectoryName(path)!);
            File.Move(part, path, overwrite: true);
            FlushFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private const int ReadOnly = 0;

    // O_CLOEXEC is 0x80000 on Linux and 0x1000000 on macOS.
    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

#pragma warning disable SYSLIB1054 // Three calls without marshalling to speak of do not need generated code.
    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int descriptor);
#pragma warning restore SYSLIB1054
}
