namespace ArchiveIndexer;

/// <summary>Faults of this machine or of ours, in words that may stand on a public page: no paths, nothing of the program's inside.</summary>
public static class Faults
{
    // ENOSPC as .NET gives it on Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] NoSpace = [28, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether the disk is full.</summary>
    public static bool IsFullDisk(Exception fault) => fault.GetBaseException() is IOException { HResult: var number } && NoSpace.Contains(number)
        || fault.GetBaseException() is System.Data.Common.DbException { ErrorCode: not 0 } database && database.Message.Contains("disk is full", StringComparison.Ordinal);

    /// <summary>Whether the disk fails at reading or writing: EIO.</summary>
    public static bool IsFailingDisk(Exception fault) => fault.GetBaseException() is IOException { HResult: 5 or unchecked((int)0x8007045D) }
        || fault.GetBaseException() is System.Data.Common.DbException database && database.Message.Contains("disk I/O error", StringComparison.Ordinal);

    /// <summary>What happened, and where more is to be found.</summary>
    public static string InWords(Exception fault) => IsFullDisk(fault) ? "the archive's disk is full; with room on it, the next crawl goes on from there."
        : IsFailingDisk(fault) ? "the archive's disk fails at reading or writing; once that is mended, the next crawl goes on from there." : $"{fault.GetType().Name}; the log of the program has more.";
}
