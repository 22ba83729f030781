namespace ArchiveIndexer.Searching;

/// <summary>Finds the words and phrases of one query in any text, by the rules by which they were found.</summary>
public sealed class Marker
{
    private readonly Marks marks;

    internal Marker(Marks marks) => this.marks = marks;

    /// <summary>The places to mark, in order; none overlap.</summary>
    public IReadOnlyList<Place> In(string text) => [.. Marks.Joined(marks.In(text))];
}
