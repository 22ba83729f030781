using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace ArchiveIndexer.Extracting;

/// <summary>Reads a PDF: words in reading order, page by page.</summary>
/// <remarks>A PDF can kill or stall the process that reads it: everywhere but in tests, ask <see cref="ExtractionWorkers"/>.</remarks>
public static class PdfTextExtractor
{
    /// <summary>Name and version of what reads; another value means that the text may differ.</summary>
    public const string Version = "pdfpig/2";

    private static ParsingOptions Options() => new()
    {
        UseLenientParsing = true,
        SkipMissingFonts = true,
        ClipPaths = false,
        UseActualText = true,
        FilterProvider = CappedFilters.ForOneFile(),
    };

    /// <summary>Reads a PDF from its bytes.</summary>
    /// <returns>Every page in order, also those without text.</returns>
    /// <exception cref="RejectedException">
    /// <see cref="RejectionReason.Empty"/>, <see cref="RejectionReason.HtmlInsteadOfPdf"/>, <see cref="RejectionReason.NotPdf"/>,
    /// <see cref="RejectionReason.Truncated"/>, <see cref="RejectionReason.Encrypted"/>, <see cref="RejectionReason.Damaged"/> or
    /// <see cref="RejectionReason.NoText"/>.
    /// </exception>
    public static PublicationText Extract(byte[] pdf) => Extract(pdf, [], []);

    /// <summary>As if the file were not tagged, which is how the rules for such files are measured.</summary>
    /// <returns>As <see cref="Extract(byte[])"/>.</returns>
    /// <exception cref="RejectedException">As <see cref="Extract(byte[])"/>.</exception>
    public static PublicationText ExtractWithoutTags(byte[] pdf) => Extract(pdf, [], [], useTags: false);

    /// <summary>As if our own reader had given up every page, which is how what stands in for it is tested.</summary>
    internal static PublicationText ExtractByLibrary(byte[] pdf) => Extract(pdf, [], [], ownReader: false);

    /// <summary>The same, with what was recognised on pictures of its pages.</summary>
    /// <param name="pdf">The file.</param>
    /// <param name="recognised">Taken for pages whose text layer says less.</param>
    /// <param name="unread">Given the pages that have no usable text layer, also when the publication is rejected.</param>
    /// <param name="useTags">Whether what the file marks as its structure is looked at.</param>
    /// <param name="ownReader">Whether our own reader of a page's content is tried before the library's.</param>
    internal static PublicationText Extract(byte[] pdf, IReadOnlyList<RecognisedPage> recognised, List<PageToRecognise> unread, bool useTags = true, bool ownReader = true)
    {
        PdfSignature.Check(pdf);
        StandardFonts.Prepare();
        try
        {
            using var document = PdfDocument.Open(pdf, Options());
            return Read(new PdfFile(document, pdf), recognised, unread, useTags, ownReader);
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new RejectedException(RejectionReason.Encrypted,
                "The PDF is locked with a password that is needed to open it. Ask the board for a copy without one.", e);
        }
        catch (Exception e) when (e is not (RejectedException or OutOfMemoryException))
        {
            // The library throws whatever its innermost part threw: the file is what it is.
            throw Damaged($"The {pdf.Length:N0} bytes begin and end as a PDF but cannot be read as one ({Short(e)})", e);
        }
    }

    private static PublicationText Read(PdfFile file, IReadOnlyList<RecognisedPage> recognised, List<PageToRecognise> unread, bool useTags, bool ownReader)
    {
        if (file.NumberOfPages == 0) throw Damaged($"The PDF ({file.Length:N0} bytes) has no pages", null);
        var facts = DocumentFacts.Of(file, useTags);
        // Without it every page is one that our own reader does not know.
        if (ownReader) LeanPageFactory.AddTo(file);
        var sheets = new List<Sheet>(file.NumberOfPages);
        Exception? trouble = null;
        for (var number = 1; number <= file.NumberOfPages; number++)
        {
            try
            {
                sheets.Add(SheetOf(file, number, facts.Tagged));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // One page that cannot be read does not take the others with it.
                trouble ??= e;
                sheets.Add(new Sheet(number, default, []));
            }
        }
        // Of what the file itself has: before furniture leaves the sheets, and whatever is recognised on pictures.
        var accessibility = AccessibilityReader.Of(file, facts, sheets.ConvertAll(PageFacts.Of));
        var usable = UsableText.Of(sheets, recognised);
        unread.AddRange(usable.Unread);
        if (usable.Sheets.TrueForAll(s => s.Runs.Count == 0)) throw NoText(usable, trouble, accessibility);
        return Compose(usable, facts) with
        {
            PagesReadByLibrary = [.. sheets.Where(s => s.ByLibrary).Select(s => s.Number)],
            FailedRedactions = [.. sheets.Where(s => s.Covered > 0).Select(s => new FailedRedaction(s.Number, s.Covered))],
            Accessibility = accessibility,
        };
    }

    private static Sheet SheetOf(PdfFile file, int number, bool tagged)
    {
        try
        {
            return SheetOf(file.Document.GetPage<UnreadPage>(number).Read(file, tagged), number);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What our own reader does not know, the library's may.
            StandardFonts.PrepareForTheLibrarysFonts();
            var page = file.Document.GetPage(number);
            var glyphs = GlyphReader.Read(page, tagged, out var covered);
            var runs = RunReader.Read(glyphs);
            return new Sheet(number, GlyphReader.FrameOf(page, MainDirection(runs)), runs) { Covered = covered, ByLibrary = true };
        }
    }

    private static Sheet SheetOf(LeanPage page, int number)
    {
        var runs = RunReader.Read(page.Glyphs);
        var direction = MainDirection(runs);
        return new Sheet(number, new Frame(0, 0, page.Width, page.Height).Turned(direction), runs)
        {
            Rules = page.Drawing.Rules(direction),
            Pictures = page.Drawing.Pictures,
            Unmapped = page.Unmapped,
            Covered = page.Covered,
        };
    }

    // Which way most letters run.
    private static Direction MainDirection(List<TextRun> runs)
    {
        Span<int> letters = stackalloc int[5];
        foreach (var run in runs) letters[(int)run.Direction] += run.Letters;
        var main = 0;
        for (var i = 1; i < letters.Length; i++) if (letters[i] > letters[main]) main = i;
        return (Direction)main;
    }

    private static PublicationText Compose(UsableText usable, DocumentFacts facts)
    {
        var sheets = usable.Sheets;
        var (bodySize, bodyBold) = Body(sheets);
        var grids = sheets.ConvertAll(RuledGrids.Of);
        var (furniture, printed) = RunningMatter.TakeOut(sheets, grids, bodySize);
        if (facts.Tags is { } tags) foreach (var sheet in sheets) TagOrder.Find(sheet, tags);
        var lines = sheets.Select((s, i) => TextLine.Of(TagOrder.Of(s, facts.Tags, grids[i]) ?? PageLayout.Of(s, grids[i]))).ToList();
        var ends = new LineEnds();
        foreach (var page in lines) ends.Learn(page);
        var paragraphs = lines.ConvertAll(new ParagraphBuilder(bodySize).Build);
        var structure = new DocumentStructure(paragraphs, bodySize, bodyBold, ends, facts);
        var pages = new List<Page>(sheets.Count);
        for (var i = 0; i < sheets.Count; i++)
            pages.Add(PageOf(sheets[i], usable.QualityOf(sheets[i].Number), facts.LabelOf(sheets[i].Number) ?? printed.GetValueOrDefault(sheets[i].Number), structure.BlocksOf(i)) with { Role = structure.RoleOf(i) });
        return new PublicationText
        {
            Title = structure.Title,
            TitlePage = structure.TitlePage,
            Language = facts.Language,
            Pages = pages,
            Furniture = furniture,
            Recommendations = RecommendationReader.Read(pages),
            Extractor = Version,
        };
    }

    private static Page PageOf(Sheet sheet, double quality, string? label, List<Block> blocks)
    {
        var text = BlockText.Of(blocks);
        var source = text.Length == 0 ? TextSource.None : sheet.Recognised is null ? TextSource.Text : TextSource.Ocr;
        // Of a page on which only furniture stood nothing is wrong with the text layer, and nothing is left of it.
        return new Page(sheet.Number, label, text, blocks, source, text.Length == 0 && quality >= TextQuality.Usable ? 0 : quality);
    }

    // What most letters of the document are set in.
    private static (double Size, bool Bold) Body(List<Sheet> sheets)
    {
        var runs = sheets.SelectMany(s => s.Runs);
        var body = runs.GroupBy(r => Math.Round(r.Size * 2) / 2).MaxBy(g => g.Sum(r => r.Letters))!;
        return (body.Key, body.Where(r => r.Bold).Sum(r => r.Letters) * 2 > body.Sum(r => r.Letters));
    }

    private static RejectedException NoText(UsableText usable, Exception? trouble, AccessibilityReport accessibility)
    {
        var pages = usable.Sheets.Count;
        var count = pages == 1 ? "1 page" : $"{pages:N0} pages";
        if (trouble is not null) return Damaged($"The PDF has {count}, and none of them could be read ({Short(trouble)})", trouble);
        var found = usable.Senseless > 0
            ? $"The PDF has {count} and no text on {(pages == 1 ? "it" : "any of them")} that makes sense: its fonts do not say which letters they draw"
            : $"The PDF has {count} and no text on {(pages == 1 ? "it" : "any of them")}: most likely pictures of text (a scan)";
        return new RejectedException(RejectionReason.NoText, $"{found}. Ask the board for the original.") { Accessibility = accessibility };
    }

    private static RejectedException Damaged(string found, Exception? cause) =>
        new(RejectionReason.Damaged, found + ". Fetch it again; if it stays so, opening it in a PDF viewer and saving it anew often helps.", cause);

    private static string Short(Exception e)
    {
        var message = TextNormaliser.Line(e.Message);
        return $"{e.GetType().Name}: {(message.Length > 160 ? message[..160] + "…" : message)}";
    }
}
