namespace ArchiveIndexer.Tests.Support;

/// <summary>The system's clock, on a day of the test's choice.</summary>
internal sealed class Calendar : TimeProvider
{
    public int Days { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
}
