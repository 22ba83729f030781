namespace ArchiveIndexer.Reader;

/// <summary>What was typed.</summary>
/// <param name="Paths">PDFs.</param>
/// <param name="Json">Whether JSON is wanted instead of plain text.</param>
internal sealed record Typed(IReadOnlyList<string> Paths, bool Json)
{
    /// <exception cref="FormatException">It cannot be done; the message says why.</exception>
    internal static Typed Of(string[] args)
    {
        var paths = new List<string>();
        var (json, text, onlyPaths) = (false, false, false);
        foreach (var arg in args)
        {
            if (onlyPaths || !arg.StartsWith("--", StringComparison.Ordinal)) paths.Add(arg);
            else if (arg is "--") onlyPaths = true;
            else if (arg is "--json") json = true;
            else if (arg is "--text") text = true;
            else if (arg is not "--quiet") throw new FormatException($"There is no option '{arg}'. What only looks like an option goes after --.");
        }
        if (paths.Count == 0) throw new FormatException("No file is named.");
        if (json == text) throw new FormatException(json ? "--text and --json exclude each other." : "Say which is wanted: --text or --json.");
        return new Typed(paths, json);
    }
}
