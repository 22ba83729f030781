namespace ArchiveIndexer;

/// <summary>
/// What a file offers to assistive technology, as far as a machine can tell. It never says that a file is accessible: that
/// takes a person. What is found is about the file as it was published, not about the text that was read out of it.
/// </summary>
/// <param name="Tagged">Whether the file declares itself tagged (ISO 32000-2, 14.8: <c>MarkInfo</c>, <c>Marked</c>), as PDF tools report it.</param>
/// <param name="Language">BCP 47 tag of the whole document; null when it declares none, or none that is one.</param>
/// <param name="Title">Whether its metadata has a title, whatever that says.</param>
/// <param name="Band"><c>A</c> to <c>E</c> by the worst that was found: <see cref="AccessibilityBand"/>.</param>
/// <param name="Problems">What was found, the worst first.</param>
public sealed record AccessibilityReport(bool Tagged, string? Language, bool Title, string? Band, IReadOnlyList<AccessibilityProblem> Problems)
{
    /// <summary>Checks that found something to check and nothing wrong with it.</summary>
    public IReadOnlyList<AccessibilityNote> Passed { get; init; } = [];

    /// <summary>Checks that could not be made, each with why.</summary>
    public IReadOnlyList<AccessibilityNote> NotChecked { get; init; } = [];

    /// <summary>What is worth knowing and neither good nor bad, such as a claim to conform.</summary>
    public IReadOnlyList<AccessibilityNote> Information { get; init; } = [];

    /// <summary>What only a person can check, as questions.</summary>
    public IReadOnlyList<string> ForPeople { get; init; } = [];

    /// <summary>What the structure consists of; null for a file without any.</summary>
    public StructureCounts? Structure { get; init; }
}

/// <summary>How many of what the structure tree of a file has, by their standard types, also where viewers pass over the tree.</summary>
/// <param name="Tags">All elements.</param>
/// <param name="Headings">By level: <c>H1</c>, <c>H2</c>, … and <c>H</c> for those without one.</param>
/// <param name="Pictures">Figures.</param>
/// <param name="DescribedPictures">Those that have alternate or actual text.</param>
/// <param name="Tables">Tables.</param>
/// <param name="HeaderCells">Cells of tables that are headers.</param>
/// <param name="ListItems">Items of lists.</param>
/// <param name="Paragraphs">Paragraphs.</param>
/// <param name="Links">Links.</param>
public sealed record StructureCounts(
    int Tags, IReadOnlyDictionary<string, int> Headings, int Pictures, int DescribedPictures, int Tables, int HeaderCells, int ListItems, int Paragraphs, int Links);

/// <summary>One thing that keeps readers from the file, or makes it hard for them.</summary>
/// <param name="Check">Which check found it: stable, such as <c>alt-text</c>.</param>
/// <param name="Severity">One of <see cref="AccessibilitySeverity"/>.</param>
/// <param name="Found">What was found, in a sentence with numbers.</param>
/// <param name="Pages">Where, counted from 1; empty for what concerns the file as a whole.</param>
/// <param name="Affects">Whom it affects, and how.</param>
/// <param name="Fix">How to mend it, in Word and in Acrobat.</param>
/// <param name="Clause">Where it is asked for, such as <c>PDF/UA-1, 7.3</c>.</param>
public sealed record AccessibilityProblem(string Check, string Severity, string Found, IReadOnlyList<int> Pages, string Affects, string Fix, string Clause);

/// <summary>What one check has to say.</summary>
/// <param name="Check">Which: stable, such as <c>alt-text</c>.</param>
/// <param name="Found">What was found, or why nothing could be, in a sentence.</param>
public sealed record AccessibilityNote(string Check, string Found);

/// <summary>How much a problem matters to a reader, the worst first.</summary>
public static class AccessibilitySeverity
{
    /// <summary>Some of the text cannot be read by assistive technology at all.</summary>
    public const string Blocks = "blocks";

    /// <summary>It can be read, but finding one's way in it is hard.</summary>
    public const string Hard = "hard";

    /// <summary>A lesser obstacle.</summary>
    public const string Detail = "detail";
}

/// <summary>The bands, by the worst that was found.</summary>
public static class AccessibilityBand
{
    public const string NoProblemFound = "A";
    public const string SomeProblems = "B";
    public const string NoStructure = "C";
    public const string PartlyUnreadable = "D";
    public const string Unreadable = "E";

    /// <summary>A band in a sentence; none of them says that a file is accessible.</summary>
    public static string Sentence(string? band) => band switch
    {
        NoProblemFound => "structure is present, and the automatic checks found no problem.",
        SomeProblems => "structure is present, with some problems.",
        NoStructure => "text can be read aloud, but has no useful structure.",
        PartlyUnreadable => "some pages are pictures or cannot be read.",
        Unreadable => "assistive technology cannot read it.",
        _ => "it could not be checked.",
    };
}
