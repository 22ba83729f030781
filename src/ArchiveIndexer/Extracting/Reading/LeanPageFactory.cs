using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Outline.Destinations;
using UglyToad.PdfPig.Parser;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads pages with our own walk over their content: the library opens the file, looks up objects and undoes filters.</summary>
/// <remarks>Made by the library, once for a file.</remarks>
internal sealed class LeanPageFactory : IPageFactory<UnreadPage>
{
    private const int MostContent = 64 << 20;
    private const int MostStreams = 10_000;
    private const int MostAnnotations = 2_000;

    private readonly LeanPage page = new();
    private readonly IResourceStore store;
    private TokenReader tokens = null!; // from here on: of the file whose first page is read
    private FileParts parts = null!;
    private ContentInterpreter interpreter = null!;
    private byte[] joined = [];

    /// <summary>Called by the library with what it has.</summary>
    public LeanPageFactory(IPdfTokenScanner _, IResourceStore store, ILookupFilterProvider _1, IPageContentParser _2, ParsingOptions _3) => this.store = store;

    /// <summary>Adds itself to a file.</summary>
    internal static void AddTo(PdfFile file) => file.Document.AddPageFactory<UnreadPage, LeanPageFactory>();

    /// <summary>Called by the library.</summary>
    public UnreadPage Create(int number, DictionaryToken dictionary, PageTreeMembers pageTreeMembers, NamedDestinations namedDestinations) =>
        new(this, dictionary, pageTreeMembers);

    /// <returns>The same page every time, filled anew.</returns>
    internal LeanPage Read(PdfFile file, DictionaryToken dictionary, PageTreeMembers inherited, bool believesArtifacts)
    {
        if (interpreter is null)
        {
            tokens = file.Tokens;
            parts = new FileParts(tokens, store);
            interpreter = new ContentInterpreter(parts, page);
        }
        var (box, turn) = FrameOf(dictionary, inherited);
        page.Clear(turn % 180 == 0 ? box.Width : box.Height, turn % 180 == 0 ? box.Height : box.Width);
        var ctm = turn switch
        {
            90 => new Matrix(0, -1, 1, 0, -box.Bottom, box.Right),
            180 => new Matrix(-1, 0, 0, -1, box.Right, box.Top),
            270 => new Matrix(0, 1, -1, 0, box.Top, -box.Left),
            _ => new Matrix(1, 0, 0, 1, -box.Left, -box.Bottom),
        };
        Resources? resources = null;
        foreach (var above in inherited.ParentResources) resources = new Resources(parts, above, resources);
        resources = parts.ResourcesOf(TokenReader.Raw(dictionary, "Resources"), resources);
        interpreter.Begin(believesArtifacts);
        interpreter.Run(Content(tokens.Value(dictionary, "Contents")), resources, ctm);
        DrawAnnotations(dictionary, resources, ctm);
        CoveredText.TakeOut(page);
        return page;
    }

    private (Frame Box, int Turn) FrameOf(DictionaryToken dictionary, PageTreeMembers inherited)
    {
        var media = tokens.Box(dictionary, "MediaBox") ?? (inherited.MediaBox?.Bounds is { } b ? new Frame(b.Left, b.Bottom, b.Right, b.Top) : new Frame(0, 0, 612, 792));
        if (!(media.Width > 0 && media.Height > 0)) media = new Frame(0, 0, 612, 792);
        var crop = (tokens.Box(dictionary, "CropBox") ?? media).Within(media);
        if (!(crop.Width > 0 && crop.Height > 0)) crop = media;
        var turn = (int)Math.Clamp(tokens.Number(dictionary, "Rotate") ?? inherited.Rotation, -36_000, 36_000);
        return (crop, (((turn / 90 * 90) % 360) + 360) % 360);
    }

    // What fields of forms, typed notes and stamps show, and boxes that were drawn over the page (ISO 32000-2, 12.5.5).
    private void DrawAnnotations(DictionaryToken dictionary, Resources resources, in Matrix ctm)
    {
        if (tokens.Array(dictionary, "Annots") is not { } annotations) return;
        for (var i = 0; i < annotations.Data.Count && i < MostAnnotations; i++)
        {
            if (tokens.Resolve(annotations.Data[i]) is not DictionaryToken annotation) continue;
            if (tokens.Name(annotation, "Subtype") is not ("Widget" or "FreeText" or "Stamp" or "Square")) continue;
            const int hidden = 2, noView = 32;
            if (((int)(tokens.Number(annotation, "F") ?? 0) & (hidden | noView)) != 0) continue;
            if (tokens.Box(annotation, "Rect") is not { } place || AppearanceOf(annotation) is not { IsPicture: false, Box: { } box } form) continue;
            var drawn = form.Matrix.Around(box.Left, box.Bottom, box.Right, box.Top);
            if (!(drawn.Width > 0 && drawn.Height > 0)) continue;
            double wider = place.Width / drawn.Width, higher = place.Height / drawn.Height;
            var fitted = new Matrix(wider, 0, 0, higher, place.Left - (drawn.Left * wider), place.Bottom - (drawn.Bottom * higher));
            interpreter.Draw(form, resources, fitted.Times(ctm));
        }
    }

    private Form? AppearanceOf(DictionaryToken annotation)
    {
        if (tokens.Dictionary(annotation, "AP") is not { } appearances || TokenReader.Raw(appearances, "N") is not { } normal) return null;
        if (tokens.Resolve(normal) is DictionaryToken states)
            return tokens.Name(annotation, "AS") is { } state && TokenReader.Raw(states, state) is { } shown ? parts.Form(shown) : null;
        return parts.Form(normal);
    }

    // Several streams are one content, parted by white space (ISO 32000-2, 7.8.2).
    private ReadOnlySpan<byte> Content(IToken? contents)
    {
        if (contents is StreamToken one) return tokens.Decode(one).Span;
        if (contents is not ArrayToken { Data.Count: > 0 } array) return default;
        if (array.Data.Count == 1) return tokens.Resolve(array.Data[0]) is StreamToken only ? tokens.Decode(only).Span : default;
        var length = 0;
        for (var i = 0; i < array.Data.Count && i < MostStreams; i++)
        {
            if (tokens.Resolve(array.Data[i]) is not StreamToken stream) continue;
            var part = tokens.Decode(stream).Span;
            if (length + part.Length + 1 > MostContent) break;
            if (length + part.Length + 1 > joined.Length) Array.Resize(ref joined, Math.Max(2 * joined.Length, length + part.Length + 1));
            part.CopyTo(joined.AsSpan(length));
            length += part.Length;
            joined[length++] = (byte)'\n';
        }
        return joined.AsSpan(0, length);
    }
}

/// <summary>A page as the library hands it over.</summary>
internal sealed class UnreadPage(LeanPageFactory factory, DictionaryToken dictionary, PageTreeMembers inherited)
{
    /// <summary>Reads it; what it gives is good until the next page of the file is read.</summary>
    /// <param name="file">The file that it is a page of.</param>
    /// <param name="believesArtifacts">Whether the file marks its content, so that its marks of running heads and feet can be believed.</param>
    internal LeanPage Read(PdfFile file, bool believesArtifacts) => factory.Read(file, dictionary, inherited, believesArtifacts);
}
