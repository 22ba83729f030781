namespace ArchiveIndexer.Host.Commands;

/// <summary>What the program's exit code says; scripts rely on it.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Nothing usable: source unreachable, page layout not recognised, no archive.</summary>
    public const int NothingUsable = 2;

    /// <summary>Some publications were rejected or failed; they are listed.</summary>
    public const int Partial = 3;

    public const int BadUsage = 64;
    public const int Cancelled = 130;
}
