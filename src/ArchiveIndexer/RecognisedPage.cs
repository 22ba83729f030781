namespace ArchiveIndexer;

/// <summary>What was recognised on the picture of a page.</summary>
/// <param name="Number">The page, counted from 1.</param>
/// <param name="Width">Of the picture, pixels.</param>
/// <param name="Height">Of the picture, pixels.</param>
/// <param name="Lines">In reading order.</param>
public sealed record RecognisedPage(int Number, int Width, int Height, IReadOnlyList<RecognisedLine> Lines);

/// <summary>Words that stand beside each other. All places are pixels from the picture's upper left corner.</summary>
/// <param name="Text">The words, parted by single spaces.</param>
/// <param name="From">Where it begins along its own direction: from the left where <paramref name="Turn"/> is 0.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Baseline">Where its letters stand, across that direction: from above where <paramref name="Turn"/> is 0.</param>
/// <param name="Size">From the lowest descender to the highest ascender.</param>
/// <param name="Confidence">Of the recogniser, 0 to 1.</param>
/// <param name="Turn">How far the text is turned against the clock, degrees: 0, 90, 180 or 270.</param>
/// <param name="Paragraph">Lines of one number are one paragraph to the recogniser.</param>
public sealed record RecognisedLine(string Text, double From, double To, double Baseline, double Size, double Confidence, int Turn, int Paragraph);

/// <summary>Where recognised pages of one file are remembered, so that none is recognised twice.</summary>
/// <param name="Find">What was kept of a page, recognised by these tools; null when nothing was.</param>
/// <param name="Keep">Keeps a page, recognised by these tools.</param>
public sealed record RecognitionMemory(Func<int, string, RecognisedPage?> Find, Action<RecognisedPage, string> Keep);
