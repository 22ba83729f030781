using System.Text.Json.Serialization;

namespace ArchiveIndexer.Comparing;

/// <summary>What a later text of a publication says otherwise than an earlier one, page by page.</summary>
/// <param name="Pages">Every page of both, in reading order.</param>
public sealed record EditionChanges(IReadOnlyList<PageChange> Pages)
{
    /// <summary>Compares two texts. Bounded in time whatever is in them: what is too long to be compared by words counts as replaced.</summary>
    public static EditionChanges Between(PublicationText before, PublicationText after)
    {
        var budget = new WordBudget();
        return new([.. PageAlignment.Of([.. before.Pages.Select(PageWords.Of)], [.. after.Pages.Select(PageWords.Of)]).Select(pair => PageChange.Between(pair.Before, pair.After, budget))]);
    }

    /// <summary>How many words the later text does not have any more.</summary>
    public int WordsDeleted => Count(RunKind.Deleted);

    /// <summary>How many words it has in addition.</summary>
    public int WordsInserted => Count(RunKind.Inserted);

    private int Count(RunKind kind) => Pages.Sum(page => page.Runs.Where(run => run.Kind == kind).Sum(run => PageWords.Split(run.Text).Count(word => word != PageWords.LineEnd)));
}

/// <summary>A page of the one text beside the page of the other that it became.</summary>
/// <param name="Before">Its number in the earlier text; null when it is new.</param>
/// <param name="After">Its number in the later text; null when it is gone.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Runs">Its words in order, those gone before those in their place; empty when nothing changed.</param>
public sealed record PageChange(int? Before, int? After, PageChangeKind Kind, IReadOnlyList<TextRun> Runs)
{
    internal static PageChange Between(PageWords? before, PageWords? after, WordBudget budget)
    {
        if (before is null) return new(null, after!.Number, PageChangeKind.Added, WordChanges.Whole(RunKind.Inserted, after));
        if (after is null) return new(before.Number, null, PageChangeKind.Removed, WordChanges.Whole(RunKind.Deleted, before));
        if (before.Says(after)) return new(before.Number, after.Number, PageChangeKind.Same, []);
        return WordChanges.Between(before, after, budget) is { } runs ? new(before.Number, after.Number, PageChangeKind.Changed, runs)
            : new(before.Number, after.Number, PageChangeKind.Replaced, [.. WordChanges.Whole(RunKind.Deleted, before), .. WordChanges.Whole(RunKind.Inserted, after)]);
    }
}

/// <summary>What became of a page.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PageChangeKind>))]
public enum PageChangeKind
{
    /// <summary>It says what it said.</summary>
    Same,

    /// <summary>Some of its words changed.</summary>
    Changed,

    /// <summary>Too much of it changed, or it is too long, to tell word from word.</summary>
    Replaced,

    /// <summary>The earlier text did not have it.</summary>
    Added,

    /// <summary>The later text does not have it.</summary>
    Removed,
}

/// <summary>Words next to each other that have the same fate.</summary>
/// <param name="Kind">Kept, deleted or inserted.</param>
/// <param name="Text">The words; a line feed where the page has one.</param>
public sealed record TextRun(RunKind Kind, string Text);

/// <summary>The fate of words.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RunKind>))]
public enum RunKind
{
    /// <summary>In both texts.</summary>
    Kept,

    /// <summary>Only in the earlier text.</summary>
    Deleted,

    /// <summary>Only in the later text.</summary>
    Inserted,
}
