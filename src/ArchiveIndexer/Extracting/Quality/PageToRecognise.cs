namespace ArchiveIndexer.Extracting;

/// <summary>A page whose text layer, if it has one, does not say what a reader sees.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Width">As the page is shown, points.</param>
/// <param name="Height">As the page is shown, points.</param>
internal sealed record PageToRecognise(int Number, double Width, double Height);
