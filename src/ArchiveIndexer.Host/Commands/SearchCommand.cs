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

    private static readonly Option<bool> Any = new("--any") { Description = "Any of the words will do." };
    private static readonly Option<string> Expand = new Option<string>("--expand") { HelpName = "on|off", Description = "Whether words that mean the same are found too.", DefaultValueFactory = _ => "on" }.AcceptOnlyFromAmong("on", "off");

    private static readonly Option<string?> Theme = new("--theme") { HelpName = "THEME", Description = "Only with this theme, such as 'neglect'." };
    private static readonly Option<string?> Addressee = new("--addressee") { HelpName = "WHO", Description = "With --recommendations: only to these, such as 'police'." };
    private static readonly Option<bool> Recommendations = new("--recommendations") { Description = "Finds recommendations, findings, learning points and questions instead." };

    public static Command Create()
    {
        var command = new Command("search", "Finds publications and their best pages.") { Query, Any, Expand, Board, Type, Kind, Theme, From, To, Page, Size, Recommendations, Addressee };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult typed)
    {
        var terminal = CommandLine.TerminalOf(typed);
        var request = new SearchRequest
        {
            Query = string.Join(' ', typed.GetValue(Query)!), Board = typed.GetValue(Board), Type = typed.GetValue(Type), Kind = typed.GetValue(Kind),
            Theme = typed.GetValue(Theme), From = typed.GetValue(From), To = typed.GetValue(To), Page = typed.GetValue(Page), Size = typed.GetValue(Size),
            Any = typed.GetValue(Any), Expand = typed.GetValue(Expand) != "off",
        };
        if (typed.GetValue(Addressee) is not null && !typed.GetValue(Recommendations)) throw new UsageException("--addressee goes with --recommendations.");
        if (request.Problem() is { } problem) throw new UsageException(problem);
        var data = typed.GetValue(CommandLine.Data)!;
        if (DataFolder.Find(data) is not { } folder) return terminal.NoArchive(data);
        try
        {
            using var catalogue = new SqliteCatalogue(folder.CatalogueFile, readOnly: true);
            using var searcher = PublicationSearcher.OpenReadOnly(new IndexGenerations(folder).Current);
            if (folder.ReadThesaurus() is { } groups) searcher.Thesaurus = Thesaurus.Own.With(groups);
            foreach (var unknown in UnknownFilters.Of(request, catalogue)) terminal.Complain(unknown);
            if (typed.GetValue(Recommendations))
            {
                var recommendations = FindRecommendations(request, typed.GetValue(Addressee), searcher, catalogue);
                if (terminal.Json) Terminal.Result(recommendations);
                else Print(recommendations);
                return ExitCode.Done;
            }
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

    private static RecommendationsAnswer FindRecommendations(SearchRequest plain, string? addressee, PublicationSearcher searcher, SqliteCatalogue catalogue)
    {
        var request = new RecommendationRequest
        {
            Query = plain.Query, Board = plain.Board, Type = plain.Type, Kind = plain.Kind, Theme = plain.Theme, Addressee = addressee, From = plain.From, To = plain.To,
            Page = plain.Page, Size = plain.Size,
        };
        return RecommendationsAnswer.Of(request, new RecommendationSearcher(searcher).Search(request), catalogue, "/recommendations");
    }

    private static void Print(RecommendationsAnswer answer)
    {
        if (answer.Interpreted is { } interpreted) Terminal.Result($"Searched: {interpreted}");
        Terminal.Result(string.Create(CultureInfo.InvariantCulture, $"{Counted.Of(answer.Total, "record", "records")} ({answer.Milliseconds:0.0} ms)"));
        foreach (var one in answer.Recommendations)
        {
            Terminal.Result($"\n{Worded.Name(one.Kind, one.Number)}{(one.Addressees.Count > 0 ? $" to {string.Join(", ", one.Addressees)}" : "")}\n  {one.Publication.Title}, page {one.Page} · {string.Join(" · ", new[] { one.Review.Board.Name ?? one.Review.Board.Slug, one.Publication.Published }.Where(field => field is not null))}");
            foreach (var line in one.Text.Split('\n')) Terminal.Result($"  {line}");
        }
    }

    private static void Print(SearchAnswer answer)
    {
        if (answer.Interpreted is { } interpreted) Terminal.Result($"Searched: {interpreted}");
        Terminal.Result(string.Create(CultureInfo.InvariantCulture, $"{Counted.Publications(answer.Total)} ({answer.Milliseconds:0.0} ms)"));
        if (answer.Suggestion is { } suggestion) Terminal.Result($"Did you mean: {suggestion}");
        foreach (var one in answer.Expanded) Terminal.Result($"Also looked for: {one.Term}: {string.Join(", ", one.To)} (--expand off looks only for what was typed)");
        if (answer.AnyWords is { } any) Terminal.Result($"{Counted.Publications(any.Total)} with any of the words (--any)");
        foreach (var one in answer.Which) Terminal.Result($"Which {one.Name}? {one.Board.Name ?? one.Board.Slug}{(one.Year is null ? "" : $", {one.Year}")}: {one.Url}");
        foreach (var hit in answer.Hits)
        {
            Terminal.Result($"\n{hit.Publication.Title}\n  {string.Join(" · ", new[] { hit.Review.Board.Name ?? hit.Review.Board.Slug, hit.Review.Type, hit.Publication.Published, hit.Publication.Kind }.Where(field => field is not null))}\n  /publications/{hit.Publication.Id}");
            foreach (var page in hit.Pages) Terminal.Result($"  page {page.Number}: {WebUtility.HtmlDecode(page.Snippet.Replace("<mark>", "[", StringComparison.Ordinal).Replace("</mark>", "]", StringComparison.Ordinal))}");
        }
    }
}
