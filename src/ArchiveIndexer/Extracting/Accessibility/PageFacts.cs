namespace ArchiveIndexer.Extracting;

/// <summary>What the report asks of a page's text layer.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Letters">How many letters and digits of text it has.</param>
/// <param name="Unmapped">How many letters more are drawn of which nobody can say what they are.</param>
/// <param name="Pictures">How much of it is covered by pictures, 0 to 1.</param>
internal sealed record PageFacts(int Number, int Letters, int Unmapped, double Pictures)
{
    /// <summary>First letters of the pieces of marked content on it, by mark, as far as they are known.</summary>
    internal IReadOnlyDictionary<int, char> Begins { get; init; } = new Dictionary<int, char>();

    internal static PageFacts Of(Sheet sheet)
    {
        var letters = 0;
        var begins = new Dictionary<int, char>();
        foreach (var run in sheet.Runs)
        {
            letters += run.Letters;
            if (run.Mark >= 0 && run.Text.Length > 0) begins.TryAdd(run.Mark, run.Text[0]);
        }
        return new PageFacts(sheet.Number, letters, sheet.Unmapped, sheet.Pictures) { Begins = begins };
    }
}
