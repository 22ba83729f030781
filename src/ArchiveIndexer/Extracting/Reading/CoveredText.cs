using System.Runtime.InteropServices;

namespace ArchiveIndexer.Extracting;

/// <summary>Takes out letters that a dark box was drawn over: somebody meant them to be unreadable, and nobody who looks at the page can read them.</summary>
/// <remarks>
/// Opaque boxes as dark as black type, drawn after the letters; or letters of the colour of the dark box they were drawn on. Light boxes
/// prove nothing: they are drawn over text that was replaced, and over backgrounds.
/// </remarks>
internal static class CoveredText
{
    // Comparisons for one page, so that many boxes over many letters stay cheap.
    private const long MostLooks = 20_000_000;

    internal static void TakeOut(LeanPage page)
    {
        var boxes = page.Drawing.Boxes;
        var glyphs = CollectionsMarshal.AsSpan(page.Glyphs);
        if (!page.Drawing.HasDarkBox || glyphs.IsEmpty) return;
        bool[]? covered = null;
        var looks = 0L;
        foreach (var box in boxes)
        {
            if (!box.Colour.IsDark) continue;
            var end = Math.Min(box.Before, glyphs.Length);
            looks += end;
            if (looks > MostLooks) break;
            for (var i = 0; i < end; i++)
            {
                if (!IsUnder(glyphs[i], box.Area)) continue;
                covered ??= new bool[glyphs.Length];
                covered[i] = true;
            }
        }
        if (covered is not null) Remove(page, glyphs, covered);
    }

    // Its middle and most of its width.
    private static bool IsUnder(in Glyph glyph, in Frame area)
    {
        var turned = area.Turned(glyph.Direction);
        var up = glyph.Baseline + (0.3 * glyph.Size);
        if (up <= turned.Bottom || up >= turned.Top) return false;
        return Math.Min(glyph.Right, turned.Right) - Math.Max(glyph.Left, turned.Left) > 0.5 * (glyph.Right - glyph.Left);
    }

    private static void Remove(LeanPage page, Span<Glyph> glyphs, bool[] covered)
    {
        var kept = 0;
        for (var i = 0; i < glyphs.Length; i++)
        {
            if (covered[i])
            {
                if (glyphs[i].Text is "\uFFFD") page.Unmapped--;
                if (char.IsLetterOrDigit(glyphs[i].Text, 0)) page.Covered++;
            }
            else glyphs[kept++] = glyphs[i];
        }
        page.Glyphs.RemoveRange(kept, page.Glyphs.Count - kept);
    }
}
