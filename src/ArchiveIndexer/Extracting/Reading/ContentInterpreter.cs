namespace ArchiveIndexer.Extracting;

/// <summary>Carries out a page's content stream (ISO 32000-2, 7.8 to 9.4) as far as it says which letters stand where, and what covers them.</summary>
/// <remarks>Everything it does is counted against a budget; where one is used up, what has been read is what there is.</remarks>
internal sealed partial class ContentInterpreter(FileParts parts, LeanPage page)
{
    // For one page. The heaviest real pages (maps, plans) have about a million operators.
    private const int MostOperators = 4_000_000;
    private const long MostBytes = 256L << 20;
    private const int MostForms = 20_000;
    private const int DeepestForm = 16;
    private const int DeepestState = 256;

    private readonly GraphicsState[] saved = new GraphicsState[DeepestState];
    private GraphicsState state;
    private int depth;
    private int ignored; // saves deeper than DeepestState
    private int operators;
    private long bytes;
    private int forms;
    private int formDepth;
    private readonly Operands[] operandsByDepth = new Operands[DeepestForm + 1];

    /// <summary>Makes ready for another page.</summary>
    internal void Begin(bool believesArtifacts)
    {
        (operators, bytes, forms, formDepth) = (0, 0, 0, 0);
        twins.Clear();
        BeginMarks(believesArtifacts);
    }

    /// <summary>Carries out content whose coordinates become the page's by <paramref name="ctm"/>.</summary>
    internal void Run(ReadOnlySpan<byte> content, Resources resources, in Matrix ctm)
    {
        (depth, ignored) = (0, 0);
        state = GraphicsState.At(ctm, new Frame(0, 0, page.Width, page.Height));
        Interpret(content, resources, ownMarks: false);
        EndMarks(0);
    }

    /// <summary>Draws a form at its place: what a page's annotation or form field shows.</summary>
    internal void Draw(Form form, Resources resources, in Matrix ctm)
    {
        (depth, ignored) = (0, 0);
        state = GraphicsState.At(ctm, new Frame(0, 0, page.Width, page.Height));
        DrawForm(form, resources);
    }

    private void Interpret(ReadOnlySpan<byte> content, Resources resources, bool ownMarks)
    {
        bytes += content.Length;
        if (bytes > MostBytes) return;
        var operands = operandsByDepth[formDepth] ??= new Operands();
        var lexer = new ContentLexer(content, operands);
        for (var code = lexer.Next(); code != ContentLexer.End; code = lexer.Next())
        {
            if (++operators > MostOperators || page.Glyphs.Count >= MostGlyphs) return;
            switch (code)
            {
                case 'q': Save(); break;
                case 'Q': Restore(); break;
                case 'c' << 8 | 'm':
                    state.Ctm = new Matrix(operands.Number(0), operands.Number(1), operands.Number(2), operands.Number(3), operands.Number(4), operands.Number(5)).Times(state.Ctm);
                    break;
                case 'w': state.LineWidth = operands.Number(0); break;
                case 'g' << 8 | 's': Apply(resources.Appearance(operands.Bytes(0))); break;
                case 'D' << 8 | 'o': Do(operands.Bytes(0), resources); break;
                case 'B' << 8 | 'I': break;
                case 'I' << 8 | 'D':
                    lexer.SkipImageData();
                    AddPicture();
                    break;
                default:
                    if (!Text(code, operands, resources) && !Path(code, operands) && !Ink(code, operands, resources)) Mark(code, operands, resources, ownMarks);
                    break;
            }
        }
    }

    private void Save()
    {
        if (depth == DeepestState) ignored++;
        else saved[depth++] = state;
    }

    private void Restore()
    {
        if (ignored > 0) ignored--;
        else if (depth > formFloor) state = saved[--depth];
    }

    private int formFloor;

    private void Apply(in Appearance change)
    {
        if (change.Font is not null) (state.Font, state.FontSize) = (change.Font, change.FontSize);
        if (change.Transparent is { } transparent) state.Transparent = transparent;
        if (change.LineWidth is { } width) state.LineWidth = width;
    }

    private void Do(ReadOnlySpan<byte> name, Resources resources)
    {
        if (resources.XObject(name) is not { } form) return;
        if (form.IsPicture) AddPicture();
        else DrawForm(form, resources);
    }

    private void DrawForm(Form form, Resources outer)
    {
        // A form that draws itself, by whatever way, is drawn once.
        if (form.Drawn || formDepth == DeepestForm || ++forms > MostForms) return;
        var (savedState, savedDepth, savedIgnored, savedFloor) = (state, depth, ignored, formFloor);
        var (savedText, savedLine) = (textMatrix, lineMatrix);
        form.Drawn = true;
        formDepth++;
        formFloor = depth;
        ignored = 0;
        state.Ctm = form.Matrix.Times(state.Ctm);
        if (form.Box is { } box) ClipTo(state.Ctm.Around(box.Left, box.Bottom, box.Right, box.Top), ragged: !state.Ctm.KeepsUpright);
        var marks = OpenMarks;
        try
        {
            form.Resources ??= form.ResourceDictionary is null ? outer : parts.ResourcesOf(form.ResourceDictionary, outer);
            Interpret(form.Content.Span, form.Resources, form.HasOwnMarks);
        }
        finally
        {
            EndMarks(marks);
            (state, depth, ignored, formFloor) = (savedState, savedDepth, savedIgnored, savedFloor);
            (textMatrix, lineMatrix) = (savedText, savedLine);
            formDepth--;
            form.Drawn = false;
        }
    }
}
