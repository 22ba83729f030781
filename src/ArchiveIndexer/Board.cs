namespace ArchiveIndexer;

/// <summary>Who publishes: a safeguarding board, partnership or panel.</summary>
/// <param name="Slug">The short name in addresses: lower-case letters, digits and hyphens, such as <c>oxfordshire</c>.</param>
/// <param name="Name">The full name as the board prints it; null until a page of it has been read.</param>
/// <param name="Pages">The absolute addresses of its reviews pages.</param>
public sealed record Board(string Slug, string? Name, IReadOnlyList<string> Pages)
{
    /// <summary>Hosts besides those of <see cref="Pages"/> that the board keeps files on, such as a content network.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];
}
