using System.Text;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

internal sealed partial class ContentInterpreter
{
    private const int DeepestMark = 4_096;

    private readonly List<OpenMark> marks = [];
    private int ignoredMarks;
    private bool believesArtifacts;
    private int mark = -1;
    private bool artifact;

    // What was in force before, and the text that stands for the letters since.
    private readonly record struct OpenMark(int Mark, bool Artifact, string? ActualText, int FirstGlyph);

    private int OpenMarks => marks.Count;

    private void BeginMarks(bool believes)
    {
        marks.Clear();
        (ignoredMarks, believesArtifacts, mark, artifact) = (0, believes, -1, false);
    }

    private void EndMarks(int floor)
    {
        ignoredMarks = 0;
        while (marks.Count > floor) CloseMark();
    }

    private void Mark(int code, Operands operands, Resources resources, bool ownMarks)
    {
        const int bmc = 'B' << 16 | 'M' << 8 | 'C', bdc = 'B' << 16 | 'D' << 8 | 'C', emc = 'E' << 16 | 'M' << 8 | 'C';
        if (code == emc)
        {
            if (ignoredMarks > 0) ignoredMarks--;
            else if (marks.Count > 0) CloseMark();
        }
        else if (code is bmc or bdc)
        {
            if (marks.Count == DeepestMark)
            {
                ignoredMarks++;
                return;
            }
            var (id, running, actual) = code == bdc ? Properties(operands, resources) : (-1, false, null);
            marks.Add(new OpenMark(mark, artifact, actual, page.Glyphs.Count));
            if (id >= 0 && !ownMarks) mark = id;
            // Artifacts of other types are backgrounds and the like, and in some files the text itself.
            if (running && believesArtifacts && operands.Bytes(0).SequenceEqual("Artifact"u8)) artifact = true;
        }
    }

    private (int Id, bool Running, string? ActualText) Properties(Operands operands, Resources resources)
    {
        if (operands.Count > 1 && operands[1].Kind is OperandKind.Name)
        {
            if (resources.Properties(operands.Bytes(1)) is not { } named) return (-1, false, null);
            var tokens = parts.Tokens;
            return ((int)(tokens.Number(named, "MCID") ?? -1), tokens.Name(named, "Type") is "Pagination" || tokens.Name(named, "Subtype") is "Header" or "Footer",
                tokens.Value(named, "ActualText") switch { StringToken s => s.Data, HexToken h => TextOf(h.Bytes), _ => null });
        }
        var id = operands.ValueOf("MCID"u8) is >= 0 and var at ? (int)operands.Number(at) : -1;
        var running = operands.ValueOf("Type"u8) is >= 0 and var type && operands.Bytes(type).SequenceEqual("Pagination"u8);
        if (operands.ValueOf("Subtype"u8) is >= 0 and var subtype)
            running |= operands.Bytes(subtype).SequenceEqual("Header"u8) || operands.Bytes(subtype).SequenceEqual("Footer"u8);
        return (id, running, operands.ValueOf("ActualText"u8) is >= 0 and var actual && operands[actual].Kind is OperandKind.Text ? TextOf(operands.Bytes(actual)) : null);
    }

    // A text string (ISO 32000-2, 7.9.2.2).
    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) return Encoding.UTF8.GetString(bytes[3..]);
        return Encoding.Latin1.GetString(bytes);
    }

    private void CloseMark()
    {
        var open = marks[^1];
        marks.RemoveAt(marks.Count - 1);
        if (open.ActualText is { } actual) Replace(open.FirstGlyph, actual);
        (mark, artifact) = (open.Mark, open.Artifact);
    }

    // The letters on one line become one, which says what they mean. Over several lines nobody can say which word stands where, and
    // the letters speak for themselves.
    private void Replace(int start, string actual)
    {
        var glyphs = page.Glyphs;
        if (start >= glyphs.Count) return;
        var first = glyphs[start];
        var right = first.Right;
        for (var i = start + 1; i < glyphs.Count; i++)
        {
            var next = glyphs[i];
            if (next.Direction != first.Direction || Math.Abs(next.Baseline - first.Baseline) > first.Size) return;
            right = Math.Max(right, next.Right);
        }
        if (actual.Length <= 1 && string.IsNullOrWhiteSpace(actual) && !string.IsNullOrWhiteSpace(first.Text) && glyphs.Count - start > 1) return;
        for (var i = start; i < glyphs.Count; i++) if (glyphs[i].Text == "\uFFFD") page.Unmapped--;
        glyphs.RemoveRange(start, glyphs.Count - start);
        if (actual.Length > 0) glyphs.Add(first with { Text = actual, Right = right });
    }
}
