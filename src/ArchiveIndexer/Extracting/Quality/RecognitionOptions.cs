namespace ArchiveIndexer.Extracting;

/// <summary>How pictures of text are recognised: by which programs, and within which limits.</summary>
public sealed record RecognitionOptions
{
    /// <summary>Poppler's program that draws pages; found on the PATH unless it is a path.</summary>
    public string Drawer { get; init; } = "pdftoppm";

    /// <summary>The program that recognises text, called as Tesseract is; found on the PATH unless it is a path.</summary>
    public string Recogniser { get; init; } = "tesseract";

    /// <summary>Longest time for one call of a program.</summary>
    public TimeSpan CallLimit { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>After so many pages on end that could not be done, a publication's others are not tried.</summary>
    public int MostFailures { get; init; } = 4;

    /// <summary>Longest time for one publication. Pages that come too late stay without text.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Most memory that one publication's programs have together, bytes. Each has its share; the page that needs more is tried once more,
    /// alone, with all of it.
    /// </summary>
    public long MemoryLimitBytes { get; init; } = 448L << 20;

    /// <summary>Most pages of one publication.</summary>
    public int MostPages { get; init; } = 1000;

    /// <summary>How finely pages are drawn, dots per inch. Tesseract's documentation asks for at least 300.</summary>
    public int DotsPerInch { get; init; } = 300;

    /// <summary>Longest side of a drawn page, pixels: larger pages are drawn more coarsely.</summary>
    public int LongestSide { get; init; } = 5000;

    /// <summary>How many pages are recognised at once.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;
}
