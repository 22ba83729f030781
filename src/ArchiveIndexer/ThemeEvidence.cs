namespace ArchiveIndexer;

/// <summary>A theme of a publication, and what shows it.</summary>
/// <param name="Theme">One of the product's themes.</param>
/// <param name="Mentions">How often its words stand in the text.</param>
/// <param name="Pages">On which pages, and how often on each.</param>
/// <param name="Terms">Which of its words were found.</param>
/// <param name="InTitle">Whether the title names it.</param>
public sealed record ThemeEvidence(string Theme, int Mentions, IReadOnlyList<PageCount> Pages, IReadOnlyList<string> Terms, bool InTitle);

/// <summary>How often something stands on a page.</summary>
/// <param name="Page">Its number, from 1.</param>
/// <param name="Count">How often.</param>
public readonly record struct PageCount(int Page, int Count);
