namespace ArchiveIndexer.Extracting;

/// <summary>Whether two lines of one element of the structure tree are one paragraph.</summary>
internal static class TagJoin
{
    /// <returns>Null where the element does not tell, and geometry must.</returns>
    internal static bool? Decides(Tag tag, TextLine last, TextLine line, double spacing) => tag.Kind switch
    {
        TagKind.Heading or TagKind.Entry or TagKind.Caption => true,
        // A line further up is the next column's. A wide space within an element is that of two paragraphs that somebody marked as one.
        TagKind.Paragraph or TagKind.Item or TagKind.Note => Step(last, line) is var step && step > (1.5 * spacing) + 0.2 ? null
            : step < 0.5 || !last.Text.Contains('\t', StringComparison.Ordinal) || !line.Text.Contains('\t', StringComparison.Ordinal) ? true : null,
        _ => null,
    };

    private static double Step(TextLine last, TextLine line) => (last.Baseline - line.Baseline) / Math.Max(1, Math.Min(line.Size, last.Size));
}
