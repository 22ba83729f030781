using System.CommandLine;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Crawling;

namespace ArchiveIndexer.Host.Commands;

/// <summary>What is understood of a reviews page saved as HTML, without fetching anything.</summary>
public static class ListingCommand
{
    private const long LargestPage = 2_000_000;

    private static readonly Argument<string> PageFile = new("FILE") { Description = "The page, saved as HTML." };
    private static readonly Option<string> Url = new("--url") { HelpName = "URL", Description = "The address it was saved from: links are resolved against it.", Required = true };

    public static Command Create()
    {
        var command = new Command("listing", "Shows what is understood of a reviews page saved as HTML.") { PageFile, Url };
        command.SetAction(Run);
        return command;
    }

    /// <summary>The contract's JSON for a reading.</summary>
    public static object Shape(ReviewsPageReading reading) => new
    {
        board = reading.Board,
        publications = reading.Publications.Select(publication => new
        {
            linkText = publication.LinkText, url = publication.Url, section = publication.Section, reviewType = publication.ReviewType,
            review = publication.Review, kind = publication.Kind, published = publication.Published, format = publication.Format,
        }),
        otherLinks = reading.OtherLinks.Select(link => new { linkText = link.LinkText, url = link.Url, why = link.Why }),
        emptySections = reading.EmptySections,
        warnings = reading.Warnings,
    };

    /// <summary>The same for people.</summary>
    public static void Print(string page, ReviewsPageReading reading)
    {
        Terminal.Result($"{reading.Board ?? "(board not named)"}: {reading.Publications.Count} publications on {page}");
        foreach (var section in reading.Publications.GroupBy(publication => publication.Section))
        {
            Terminal.Result($"\n{section.Key ?? "(no section)"}");
            foreach (var publication in section)
                Terminal.Result($"  {publication.LinkText}\n    {string.Join(" · ", new[] { publication.ReviewType, publication.Review, publication.Kind, publication.Published, publication.Format }.Select(field => field ?? "?"))}\n    {publication.Url}");
        }
        foreach (var section in reading.EmptySections) Terminal.Result($"\n{section}\n  nothing yet");
        if (reading.OtherLinks.Count > 0) Terminal.Result("\nOther links");
        foreach (var link in reading.OtherLinks) Terminal.Result($"  {link.LinkText} ({link.Why})\n    {link.Url}");
        foreach (var warning in reading.Warnings) Terminal.Result($"\nWarning: {warning}");
    }

    private static int Run(ParseResult typed)
    {
        var (file, url) = (typed.GetValue(PageFile)!, typed.GetValue(Url)!);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new UsageException($"--url is '{url}'; it must be the page's full address, such as https://board.example/reviews/.");
        var terminal = CommandLine.TerminalOf(typed);
        ReviewsPageReading reading;
        try
        {
            reading = PageReader.Read(LooseFile.ReadAll(file, LargestPage), new(null, address));
        }
        catch (Exception e) when (e is RejectedException or IOException)
        {
            terminal.Complain($"{file}: {e.Message}");
            return ExitCode.NothingUsable;
        }
        if (terminal.Json) Terminal.Result(Shape(reading));
        else Print(url, reading);
        foreach (var warning in reading.Warnings) terminal.Say($"{file}: {warning}");
        return reading.Publications.Count + reading.EmptySections.Count == 0 ? ExitCode.NothingUsable : ExitCode.Done;
    }
}
