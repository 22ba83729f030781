using System.Text;

namespace ArchiveIndexer.Extracting;

/// <summary>What blocks say when they are read one after the other.</summary>
internal static class BlockText
{
    /// <summary>The page's text: its blocks with their numbers, a blank line between them.</summary>
    internal static string Of(IReadOnlyList<Block> blocks)
    {
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            if (text.Length > 0) text.Append("\n\n");
            if (block.Number is not null) text.Append(block.Number).Append(' ');
            else if (block.Kind == BlockKind.ListItem) text.Append("• ");
            text.Append(block.Text);
        }
        return text.ToString();
    }
}
