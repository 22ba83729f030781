using ArchiveIndexer.Indexing;

namespace ArchiveIndexer.Searching;

/// <summary>What was understood of a query.</summary>
/// <param name="Root">What a publication must hold; null: everything is asked for.</param>
/// <param name="Parts">The words and phrases it speaks of, at most 64.</param>
/// <param name="Neighbours">Which loose words stand beside each other.</param>
/// <param name="Sentence">All words as typed, stop words too, when the query is nothing but loose words; else empty.</param>
/// <param name="Interpreted">What was done, in words, when it is not plainly what was typed.</param>
internal sealed record ParsedQuery(
    Condition? Root, IReadOnlyList<QueryPart> Parts, IReadOnlyList<Neighbours> Neighbours, IReadOnlyList<Word> Sentence,
    string? Interpreted = null)
{
    /// <summary>Loose words that follow each other, and phrases: what the thesaurus is asked about.</summary>
    public IReadOnlyList<IReadOnlyList<PlacedWord>> Runs { get; init; } = [];
}

/// <summary>A word of a query.</summary>
/// <param name="Word">The word.</param>
/// <param name="Part">The part it belongs to; -1 for a word that was left out.</param>
internal readonly record struct PlacedWord(Word Word, int Part);

/// <summary>Two loose words of a query with nothing but left-out words between them.</summary>
/// <param name="First">The part that stands first.</param>
/// <param name="Second">The part after it.</param>
/// <param name="Distance">1 when nothing was left out between them.</param>
internal readonly record struct Neighbours(int First, int Second, int Distance);

/// <summary>A word or phrase of a query.</summary>
/// <param name="Shown">As the reader would write it.</param>
/// <param name="Words">One word, or several that must follow each other: a phrase, or the parts of a hyphened word.</param>
/// <param name="Kind">Which of them.</param>
/// <param name="Wanted">False when it stands under NOT.</param>
internal sealed record QueryPart(string Shown, IReadOnlyList<Word> Words, PartKind Kind, bool Wanted)
{
    /// <summary>How often it was typed.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Of words near each other: how many others may stand between.</summary>
    public int Slop { get; init; }

    /// <summary>Of a word that may be spelt almost so: how many letters may be different.</summary>
    public int Edits { get; init; }

    /// <summary>It says something of the publication, not of what is written in it.</summary>
    public bool IsFilter => Kind is PartKind.Board or PartKind.Year;

    /// <summary>Whether what it says of a publication is true; false for a part that is no filter.</summary>
    public bool IsTrueOf(SegmentPublications.Entry publication)
    {
        var value = Shown[(Shown.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Kind switch
        {
            PartKind.Board => publication.Board is { } board && $"-{board}-".Contains($"-{value.Trim()}-", StringComparison.OrdinalIgnoreCase),
            PartKind.Year => QueryText.Years(value) is { } years && publication.Span is { } span && span.First.Year >= years.First && span.First.Year <= years.Last,
            _ => false,
        };
    }

    /// <summary>It is looked for, and shown where it stands.</summary>
    public bool IsSought => Wanted && !IsFilter;
}

internal enum PartKind
{
    Word,
    Phrase,

    /// <summary>A word of which only the beginning was typed.</summary>
    Beginning,

    /// <summary>A word or one that is almost spelt so.</summary>
    Alike,

    /// <summary>Words in any order with at most so many others between them.</summary>
    Near,

    /// <summary>Words that follow each other in the publication's title or its review's name.</summary>
    Title,

    /// <summary>A board's slug, or words of it.</summary>
    Board,

    /// <summary>A year of publication, or a span of years.</summary>
    Year,
}

/// <summary>A condition on the set of parts (bit n: part n) that a publication or a page holds.</summary>
internal abstract record Condition
{
    public abstract bool Holds(ulong parts);

    /// <summary>The condition in the query language.</summary>
    public abstract string Describe(IReadOnlyList<QueryPart> parts);
}

internal sealed record Holding(int Part) : Condition
{
    public override bool Holds(ulong parts) => (parts >> Part & 1) != 0;

    public override string Describe(IReadOnlyList<QueryPart> parts) => parts[Part].Shown;
}

internal sealed record Not(Condition Inner) : Condition
{
    public override bool Holds(ulong parts) => !Inner.Holds(parts);

    public override string Describe(IReadOnlyList<QueryPart> parts) =>
        $"NOT {(Inner is Holding ? Inner.Describe(parts) : $"({Inner.Describe(parts)})")}";
}

internal sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition
{
    public override bool Holds(ulong parts)
    {
        foreach (var condition in Conditions)
        {
            if (!condition.Holds(parts)) return false;
        }
        return true;
    }

    public override string Describe(IReadOnlyList<QueryPart> parts) =>
        string.Join(' ', Conditions.Select(condition => condition is AnyOf ? $"({condition.Describe(parts)})" : condition.Describe(parts)));
}

internal sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition
{
    public override bool Holds(ulong parts)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Holds(parts)) return true;
        }
        return false;
    }

    public override string Describe(IReadOnlyList<QueryPart> parts) =>
        string.Join(" OR ", Conditions.Select(condition => condition is AllOf ? $"({condition.Describe(parts)})" : condition.Describe(parts)));
}
