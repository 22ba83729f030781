namespace ArchiveIndexer.Searching;

/// <summary>Turns the pieces of a query into a condition. Recursion goes no deeper than <see cref="QueryText.DeepestNesting"/> brackets.</summary>
internal sealed class QueryParser(IReadOnlyList<QueryToken> tokens, List<string> notes, bool any = false)
{
    private readonly List<QueryPart> parts = [];
    private readonly HashSet<Neighbours> neighbours = [];
    private int at;
    private int depth;
    private int ignoredBrackets;
    private int previous;

    // The distance from the loose word before; 0 when none stands there.
    private int gap;
    private bool underNot;

    // Loose words that follow each other, stop words too, each with its part.
    private readonly List<List<PlacedWord>> runs = [];
    private List<PlacedWord> run = [];
    private int runEnd;

    public ParsedQuery Parse()
    {
        var conditions = new List<Condition>();
        while (at < tokens.Count)
        {
            if (ParseAlternatives() is { } condition) conditions.Add(condition);
            if (at >= tokens.Count) break;
            Note("a closing bracket without its pair was left out");
            at++;
        }
        if (conditions.Count > 1) conditions = [new AllOf(conditions)];

        var isPlain = tokens.All(token => token.Kind == TokenKind.Word);
        var sentence = isPlain ? tokens.SelectMany(token => token.Words).ToList() : [];
        if (sentence.Count is < 2 or > QueryText.MostWordsInPhrase) sentence = [];
        return new ParsedQuery(conditions.SingleOrDefault(), parts, [.. neighbours], sentence) { Runs = [.. runs.Where(words => words.Count > 0)] };
    }

    private Condition? ParseAlternatives()
    {
        var alternatives = new List<Condition>();
        var expectsMore = false;
        var anySeveral = false;
        while (true)
        {
            var all = ParseAll(out var several);
            anySeveral |= several;
            if (all is not null) alternatives.Add(all);
            if (all is null && (expectsMore || Is(TokenKind.Or))) NoteOperator();
            if (!Is(TokenKind.Or)) break;
            expectsMore = true;
            gap = 0;
            at++;
        }
        if (alternatives.Count > 1 && anySeveral) Note("AND was taken before OR");
        return alternatives.Count > 1 ? new AnyOf(alternatives) : alternatives.SingleOrDefault();
    }

    private Condition? ParseAll(out bool several)
    {
        var conditions = new List<Condition>();
        var negated = false;
        var pendingOperator = false;
        var hasAnd = false;
        while (true)
        {
            SkipClosingOfIgnored();
            if (at >= tokens.Count || Is(TokenKind.Or) || Is(TokenKind.Close)) break;
            var token = tokens[at];
            if (token.Kind == TokenKind.And)
            {
                if (conditions.Count == 0 || pendingOperator) NoteOperator();
                pendingOperator = hasAnd = true;
                at++;
            }
            else if (token.Kind == TokenKind.Not)
            {
                negated = !negated;
                pendingOperator = true;
                gap = 0;
                at++;
            }
            else
            {
                if (ParseOperand(negated) is { } operand) conditions.Add(operand);
                negated = pendingOperator = false;
            }
        }
        if (pendingOperator) NoteOperator();
        several = conditions.Count > 1;
        if (!several) return conditions.SingleOrDefault();
        var excluded = conditions.FindAll(condition => condition is Not);
        if (!any || hasAnd || conditions.Count - excluded.Count < 2) return new AllOf(conditions);
        several = excluded.Count > 0;
        var alternatives = new AnyOf(conditions.FindAll(condition => condition is not Not));
        return several ? new AllOf([alternatives, .. excluded]) : alternatives;
    }

    private void SkipClosingOfIgnored()
    {
        for (; ignoredBrackets > 0 && Is(TokenKind.Close); ignoredBrackets--) at++;
    }

    private Condition? ParseOperand(bool negated)
    {
        var before = underNot;
        underNot ^= negated;
        var operand = Is(TokenKind.Open) ? ParseGroup() : ParsePart();
        underNot = before;
        return negated && operand is not null ? new Not(operand) : operand;
    }

    private Condition? ParseGroup()
    {
        at++;
        gap = 0;
        if (depth == QueryText.DeepestNesting)
        {
            ignoredBrackets++;
            Note($"brackets more than {QueryText.DeepestNesting} deep were left out");
            return null;
        }
        depth++;
        var inner = ParseAlternatives();
        depth--;
        gap = 0;
        if (Is(TokenKind.Close)) at++;
        else Note("an opening bracket without its pair was closed at the end");
        return inner;
    }

    private Holding? ParsePart()
    {
        var token = tokens[at++];
        if (token.IsStopWord)
        {
            if (gap > 0) gap++;
            AddToRun(token, -1);
            return null;
        }
        var kind = token.Field switch { "title" => PartKind.Title, "board" => PartKind.Board, "year" => PartKind.Year, _ => (PartKind?)null } ?? (token.Slop is not null ? PartKind.Near : token.Kind switch
        {
            TokenKind.Beginning => PartKind.Beginning,
            TokenKind.Alike => PartKind.Alike,
            TokenKind.Phrase => PartKind.Phrase,
            _ => PartKind.Word,
        });
        var isLooseWord = kind == PartKind.Word && token.Words.Count == 1 && !underNot;
        var part = PlaceOf(new QueryPart(token.Shown, token.Words, kind, !underNot) { Slop = token.Slop ?? 0, Edits = token.Edits });
        if (kind == PartKind.Word && !underNot) AddToRun(token, part);
        if (kind == PartKind.Phrase && !underNot && token.Words.Count > 1) runs.Add([.. token.Words.Select(word => new PlacedWord(word, part))]);
        if (isLooseWord && gap > 0 && previous != part) neighbours.Add(new Neighbours(previous, part, gap));
        previous = part;
        gap = isLooseWord ? 1 : 0;
        return new Holding(part);
    }

    private void AddToRun(QueryToken token, int part)
    {
        if (runs.Count == 0 || run.Count == 0 || runEnd != at - 1)
        {
            run = [];
            runs.Add(run);
        }
        run.AddRange(token.Words.Select(word => new PlacedWord(word, part)));
        runEnd = at;
    }

    // What is typed again is looked up once and counts more.
    private int PlaceOf(QueryPart part)
    {
        var same = parts.FindIndex(known => known.Kind == part.Kind && known.Slop == part.Slop && known.Edits == part.Edits && known.Wanted == part.Wanted
            && known.Words.Select(word => word.Form).SequenceEqual(part.Words.Select(word => word.Form)));
        if (same < 0) parts.Add(part);
        else parts[same] = parts[same] with { Times = parts[same].Times + 1 };
        return same < 0 ? parts.Count - 1 : same;
    }

    private bool Is(TokenKind kind) => at < tokens.Count && tokens[at].Kind == kind;

    private void NoteOperator() => Note("AND, OR or NOT without a word beside it was left out");

    private void Note(string note) => QueryLexer.AddNote(notes, note);
}
