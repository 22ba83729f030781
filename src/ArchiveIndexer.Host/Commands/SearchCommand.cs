using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Net;
using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Host.Serving;
using ArchiveIndexer.Indexing;
using ArchiveIndexer.Searching;

namespace ArchiveIndexer.Host.Commands;

/// <summary>The same search as the web, also while another process serves or crawls.</summary>
public static class SearchCommand
{
    private static readonly Argument<string[]> Query = new("QUERY") { Description = "Words (all of them are looked for), \"a phrase\", OR, -without.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Board = new("--board") { HelpName = "SLUG", Description = "Only this board's." };
    private static readonly Option<string?> Type = new("--type") { HelpName = "TYPE", Description = "Only this type of review, such as 'serious case review'." };
    private static readonly Option<string?> Kind = new("--kind") { HelpName = "KIND", Description = "Only this kind of publication, such as 'learning summary'." };
    private static readonly Option<string?> From = new("--from") { HelpName = "DATE", Description = "Published then or later: 2019, 2019-03 or 2019-03-05." };
    private static readonly Option<string?> To = new("--to") { HelpName = "DATE", Description = "Published then or earlier." };
    private static readonly Option<int> Page = new("--page") { HelpName = "N", Description = "Which page of the answer.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Size = new("--size") { HelpName = "N", Description = "Publications on a page of the answer, 1 to 100.", DefaultValueFactory = _ => 10 };

    public static Command Create()
    {
        var command = new Command("search", "Finds publications and their best pages.") { Query, Board, Type, Kind, From, To, Page, Size };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult typed)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var request = new SearchRequest
        {
            Query = string.Join(' ', typed.GetValue(Query)!), Board = typed.GetValue(Board), Type = typed.GetValue(Type), Kind = typed.GetValue(Kind),
            From = typed.GetValue(From), To = typed.GetValue(To), Page = typed.GetValue(Page), Size = typed.GetValue(Size),
        };
        if (request.Problem() is { } problem) throw new UsageException(problem);
        var data = typed.GetValue(CommandLine.Data)!;
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        try
        {
            using var catalogue = new SqliteCatalogue(folder.CatalogueFile, readOnly: true);
            using var searcher = PublicationSearcher.OpenReadOnly(folder.Index);
            var answer = SearchAnswer.Of(request, searcher.Search(request), catalogue, "/search");
            if (terminal.Json) Terminal.Result(answer);
            else Print(answer);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IndexUnusableException or CatalogueUnusableException or DbException)
        {
            terminal.Complain($"{e.Message} Run 'archive rebuild'.");
            return ExitCode.Failed;
        }
    }

    private static void Print(SearchAnswer answer)
    {
        if (answer.Interpreted is { } interpreted) Terminal.Result($"Searched: {interpreted}");
        Terminal.Result(string.Create(CultureInfo.InvariantCulture, $"{Counted.Publications(answer.Total)} ({answer.Milliseconds:0.0} ms)"));
        foreach (var hit in answer.Hits)
        {
            Terminal.Result($"\n{hit.Publication.Title}\n  {string.Join(" · ", new[] { hit.Review.Board.Name ?? hit.Review.Board.Slug, hit.Review.Type, hit.Publication.Published, hit.Publication.Kind }.Where(field => field is not null))}");
            foreach (var page in hit.Pages) Terminal.Result($"  page {page.Number}: {WebUtility.HtmlDecode(page.Snippet.Replace("<mark>", "[", StringComparison.Ordinal).Replace("</mark>", "]", StringComparison.Ordinal))}");
        }
    }
}
