using ArchiveIndexer.Archiving;
using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Tests.Support;

namespace ArchiveIndexer.Tests.Catalogue;

/// <summary>What every catalogue promises; a further implementation inherits this and says how one is made.</summary>
public abstract class CatalogueContract : IDisposable
{
    private readonly ListArchive _archive = new();
    private readonly Lazy<ICatalogue> _catalogue;

    protected CatalogueContract() => _catalogue = new(MakeEmpty);

    /// <summary>A catalogue that knows nothing yet.</summary>
    protected abstract ICatalogue MakeEmpty();

    /// <summary>Every row of every table, in an order that depends on nothing but the rows.</summary>
    protected abstract string Dump(ICatalogue catalogue);

    protected abstract void DisposePlace();

    protected ICatalogue Catalogue => _catalogue.Value;

    protected IArchive Archive => _archive;

    public void Dispose()
    {
        DisposePlace();
        GC.SuppressFinalize(this);
    }

    protected void Remember(params object[] entries) => Remember(entries, Catalogue);

    private void Remember(IEnumerable<object> entries, ICatalogue catalogue)
    {
        foreach (var entry in entries)
            if (entry is Capture capture)
            {
                _archive.Append(capture);
                catalogue.Apply(capture);
            }
            else
            {
                _archive.Append((ArchiveEvent)entry);
                catalogue.Apply((ArchiveEvent)entry);
            }
    }

    /// <summary>The same, made anew from the archive; it must tell no other story.</summary>
    private ICatalogue Rebuilt()
    {
        var rebuilt = MakeEmpty();
        rebuilt.CatchUp(Archive);
        Assert.Equal(Dump(Catalogue), Dump(rebuilt));
        return rebuilt;
    }

    private static BoardAdded Added => new(Given.Board) { At = Given.Day(1) };

    private static EditionKept Kept(string name, string bytes, DateTimeOffset at) => new(Given.IdOf(name), Given.Hash(bytes), bytes.Length) { At = at };

    private static PublicationRejected RejectedAt(string stage, DateTimeOffset at, RejectionReason reason = RejectionReason.NotFound) =>
        new(Given.IdOf("Child R"), stage, reason, $"{reason} at {at:O}", "https://oscb.example/child-r.pdf", Given.Hash("first"), "pdfpig/1") { At = at };

    private PublicationRecord ChildR => Catalogue.FindPublication(Given.IdOf("Child R"))!;

    [SkippableFact]
    public void A_board_is_known_and_its_pages_and_hosts_can_change()
    {
        Remember(Added, new BoardAdded(Given.Board with { Name = null, Pages = ["https://new.example/"], Hosts = ["cdn.example"] }) { At = Given.Day(2) });
        var board = Assert.Single(Catalogue.Boards());
        Assert.Equal(("oxfordshire", null, "https://new.example/", "cdn.example"), (board.Slug, board.Name, Assert.Single(board.Pages), Assert.Single(board.Hosts)));
        Assert.Equal(["https://new.example/"], Catalogue.FindBoard("oxfordshire")!.Pages);
        Assert.Null(Catalogue.FindBoard("nowhere"));
        Rebuilt();
    }

    [SkippableFact]
    public void A_listed_publication_is_known_with_its_review()
    {
        var listed = Given.Listed("Child R", Given.Day(1));
        Remember(Added, listed);
        Assert.Equal(listed.Publication, ChildR.Publication);
        Assert.Equal(listed.Review, ChildR.Review);
        Assert.Equal("Oxfordshire Safeguarding Children Board", ChildR.Board.Name);
        Assert.Equal(PublicationStatus.Live, ChildR.Status);
        Assert.Null(ChildR.Edition);
        Assert.Null(ChildR.Rejection);
        Assert.Equal(listed.Review, Catalogue.FindReview(listed.Review.Id));
        Assert.Null(Catalogue.FindReview("none"));
        Assert.Null(Catalogue.FindPublication("none"));
        Rebuilt();
    }

    [SkippableFact]
    public void A_review_under_a_name_that_its_board_has_dropped_is_not_listed_but_keeps_its_address()
    {
        var old = Given.Listed("Child R", Given.Day(1));
        var renamed = new Review(Review.IdOf(Given.Board.Slug, "Rowan", old.Publication.Id), Given.Board.Slug, "Rowan", old.Review.Type);
        Remember(Added, old, new PublicationListed(old.Publication with { ReviewId = renamed.Id }, renamed, old.Page) { At = Given.Day(2) });
        Assert.Equal(["Rowan"], Catalogue.Reviews(null, 1, 20).Items.Select(review => review.Name));
        Assert.Equal(1, Catalogue.Reviews(Given.Board.Slug, 1, 20).Total);
        Assert.NotNull(Catalogue.FindReview(old.Review.Id));
        Rebuilt();
    }

    [SkippableFact]
    public void What_the_steward_takes_down_is_suppressed_whatever_its_board_does_and_is_then_what_the_board_made_of_it()
    {
        PublicationSuppressed down = new(Given.IdOf("Child R")) { At = Given.Day(2), By = "Ann", Why = "a name" };
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Given.Listed("Child S", Given.Day(1)), Kept("Child R", "first", Given.Day(1)), down, down with { At = Given.Day(3), By = "Bob" });
        Assert.Equal((PublicationStatus.Suppressed, PublicationStatus.Live), (ChildR.Status, ChildR.StatusAtBoard));
        Assert.Equal(new StewardsWord("Ann", "a name", Given.Day(2)), ChildR.Suppression);
        Assert.Equal(["Child S"], Catalogue.Reviews(null, 1, 20).Items.Select(review => review.Name));
        Rebuilt();
        Remember(new PublicationWithdrawn(Given.IdOf("Child R")) { At = Given.Day(4) });
        Assert.Equal(PublicationStatus.Suppressed, ChildR.Status);
        Remember(new PublicationRestored(Given.IdOf("Child R")) { At = Given.Day(5), By = "Ann", Why = "checked" });
        Assert.Equal((PublicationStatus.Withdrawn, null), (ChildR.Status, ChildR.Suppression));
        Rebuilt();
    }

    [SkippableFact]
    public void A_correction_stands_beside_what_is_read_whatever_the_board_lists_meanwhile()
    {
        Review jacob = new(Review.IdOf("oxfordshire", "Jacob", Given.IdOf("Child R")), "oxfordshire", "Jacob", null);
        PublicationCorrected corrected = new(Given.IdOf("Child R"), new("The right title", null, "", "Jacob"), jacob) { At = Given.Day(2), By = "Ann", Why = "misprint" };
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Given.Listed("Child S", Given.Day(1)), corrected);
        var read = ChildR.AsRead;
        Assert.Equal(("The right title", read.Kind, null, "Jacob"), (ChildR.Title, ChildR.Publication.Listed.Kind, ChildR.Publication.Listed.Published, ChildR.Review.Name));
        Assert.Equal((corrected.Correction, new StewardsWord("Ann", "misprint", Given.Day(2))), (ChildR.Correction!, ChildR.Corrected!));
        Assert.Equal((jacob.Id, read.Review), (ChildR.Publication.ReviewId, "Child R"));
        Assert.Equal([Given.IdOf("Child R")], Catalogue.PublicationsOfReview(jacob.Id).Select(record => record.Publication.Id));
        Assert.Equal(["Child S", "Jacob"], Catalogue.Reviews(null, 1, 20).Items.Select(review => review.Name));
        Rebuilt();

        var listed = Given.Listed("Child R", Given.Day(3));
        Remember(listed with { Publication = listed.Publication with { Listed = read with { LinkText = "Other words", Kind = PublicationKind.ActionPlan } } });
        Assert.Equal(("The right title", "Other words", PublicationKind.ActionPlan), (ChildR.Title, ChildR.AsRead.LinkText, ChildR.Publication.Listed.Kind));
        Rebuilt();

        Remember(new PublicationCorrected(Given.IdOf("Child R"), new(null, null, null, null), null) { At = Given.Day(4), By = "Ann", Why = "was right" });
        Assert.Equal(("Other words", "Child R", null), (ChildR.Title, ChildR.Review.Name, ChildR.Correction));
        Rebuilt();
    }

    [SkippableFact]
    public void What_the_steward_uploads_is_withdrawn_at_its_board_and_says_where_it_is_from()
    {
        var given = Given.Listed("Child R", Given.Day(1));
        Remember(Added, new PublicationUploaded(given.Publication, given.Review) { At = Given.Day(2), By = "Ann", Why = "from the library" }, Kept("Child R", "first", Given.Day(2)));
        Assert.Equal((PublicationStatus.Withdrawn, new StewardsWord("Ann", "from the library", Given.Day(2)), 5L), (ChildR.Status, ChildR.Upload!, ChildR.Edition!.Bytes));
        Rebuilt();
    }

    [SkippableFact]
    public void A_board_of_which_nothing_was_archived_is_forgotten_with_all_that_it_listed()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), RejectedAt(Stage.Fetch, Given.Day(1)), new PublicationMissed(Given.IdOf("Child R"), "run") { At = Given.Day(1) });
        Remember(new BoardForgotten("oxfordshire") { At = Given.Day(2), By = "Ann", Why = "mistaken" });
        Assert.Empty(Catalogue.Boards());
        Assert.Empty(Catalogue.AllPublications());
        Rebuilt();
        Remember(Added, Given.Listed("Child R", Given.Day(3)), Kept("Child R", "first", Given.Day(3)), new BoardForgotten("oxfordshire") { At = Given.Day(4) });
        Assert.Single(Catalogue.AllPublications());
        Rebuilt();
    }

    [SkippableFact]
    public void Listed_again_with_other_words_it_has_those_and_keeps_its_place()
    {
        var (r, s) = (Given.Listed("Child R", Given.Day(1)), Given.Listed("Child S", Given.Day(1)));
        Remember(Added, r, s, r with
        {
            At = Given.Day(3),
            Review = r.Review with { Type = null },
            Publication = r.Publication with { Listed = r.Publication.Listed with { LinkText = "Child R (new)", Published = null } },
        });
        Assert.Equal(["Child R (new)", "Child S – overview report"], Catalogue.AllPublications().Select(record => record.Title));
        Assert.Null(ChildR.Publication.Listed.Published);
        // A page that does not say the type takes nothing away.
        Assert.Equal(ReviewType.SeriousCaseReview, ChildR.Review.Type);
        Rebuilt();
    }

    [SkippableFact]
    public void Reviews_are_listed_by_name_page_by_page()
    {
        var other = Given.Board with { Slug = "norfolk" };
        Remember(Added, new BoardAdded(other) { At = Given.Day(1) });
        foreach (var name in (string[])["Child C", "Child A", "Child B"]) Remember(Given.Listed(name, Given.Day(1)));
        Remember(Given.Listed("Child N", Given.Day(1), other));
        var page = Catalogue.Reviews("oxfordshire", 1, 2);
        Assert.Equal((3, "Child A,Child B"), (page.Total, string.Join(",", page.Items.Select(review => review.Name))));
        Assert.Equal("Child C", Assert.Single(Catalogue.Reviews("oxfordshire", 2, 2).Items).Name);
        Assert.Empty(Catalogue.Reviews("oxfordshire", int.MaxValue, 100).Items);
        Assert.Equal(4, Catalogue.Reviews(null, 1, 100).Total);
        Assert.Equal("Child N", Assert.Single(Catalogue.AllPublications("norfolk")).Review.Name);
        Assert.Equal(Given.IdOf("Child A"), Assert.Single(Catalogue.PublicationsOfReview(page.Items[0].Id)).Publication.Id);
    }

    [SkippableFact]
    public void The_newest_edition_is_the_one_last_seen_even_when_old_bytes_come_back()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)));
        Remember(Given.Capture("Child R", Given.Day(1, 13)), Kept("Child R", "first", Given.Day(1, 14)));
        Remember(Given.Capture("Child R", Given.Day(2), bytes: "second"), Kept("Child R", "second", Given.Day(2, 13)));
        Assert.Equal(Given.Hash("second"), ChildR.Edition!.Sha256);
        Assert.Equal(Given.Hash("second"), Assert.Single(Catalogue.StageStates()).Sha256);
        Remember(Given.Capture("Child R", Given.Day(3), CaptureOutcome.Identical));
        Assert.Equal(new Edition(Given.IdOf("Child R"), Given.Hash("first"), 5, Given.Day(1, 14), Given.Day(3)), ChildR.Edition);
        Assert.Equal([Given.Hash("second"), Given.Hash("first")], ChildR.Editions.Select(edition => edition.Sha256));
        Assert.Equal(Given.Hash("first"), Assert.Single(Catalogue.StageStates()).Sha256);
        Rebuilt();
    }

    [SkippableFact]
    public void Files_with_the_same_text_are_one_edition_with_the_newest_file()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)));
        foreach (var (bytes, day, same) in (ReadOnlySpan<(string, int, string?)>)[("first", 1, null), ("second", 2, "first"), ("third", 3, null), ("fourth", 4, "second")])
            Remember(Kept("Child R", bytes, Given.Day(day)), new PublicationExtracted(Given.IdOf("Child R"), Given.Hash(bytes), "reader/1", 2, 2, same is null ? null : Given.Hash(same)) { At = Given.Day(day, 15) });
        Assert.Equal([Given.Hash("third"), Given.Hash("fourth")], ChildR.Editions.Select(edition => edition.Sha256));
        Assert.Equal((Given.Day(1), Given.Day(4), Given.Day(4)), (ChildR.Edition!.FirstSeen, ChildR.Edition.FileFirstSeen, ChildR.Edition.LastSeen));
        Assert.Equal([Given.Hash("first"), Given.Hash("second"), Given.Hash("fourth")], ChildR.FilesOf(ChildR.Edition).Select(file => file.Sha256));
        Assert.False(ChildR.IsSameTextAsBefore);
        Rebuilt();
    }

    [SkippableFact]
    public void A_capture_told_of_before_its_edition_counts_all_the_same()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Given.Capture("Child R", Given.Day(5)), Kept("Child R", "first", Given.Day(4)));
        Assert.Equal(Given.Day(5), ChildR.Edition!.LastSeen);
        Rebuilt();
    }

    [SkippableFact]
    public void What_was_read_counts_for_the_edition_it_was_read_from()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Kept("Child R", "first", Given.Day(1)));
        Assert.Equal(new StageState(Given.IdOf("Child R"), Given.Hash("first"), null, false, null), Assert.Single(Catalogue.StageStates()));
        Remember(new PublicationExtracted(Given.IdOf("Child R"), Given.Hash("first"), "pdfpig/1", 12, 11) { At = Given.Day(1) });
        Assert.Equal((12, 11), (ChildR.PageCount, ChildR.PagesWithText));
        Assert.Equal("pdfpig/1", Assert.Single(Catalogue.StageStates(Given.IdOf("Child R"))).ExtractedBy);
        Remember(Kept("Child R", "second", Given.Day(2)));
        Assert.Null(ChildR.PageCount);
        Assert.Null(Assert.Single(Catalogue.StageStates()).ExtractedBy);
        Rebuilt();
    }

    [SkippableFact]
    public void What_the_reader_rejected_is_not_read_again_and_a_better_reader_clears_it()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Kept("Child R", "first", Given.Day(1)), RejectedAt(Stage.Extract, Given.Day(2), RejectionReason.NoText));
        Assert.Equal(new Rejection(Stage.Extract, RejectionReason.NoText, $"NoText at {Given.Day(2):O}", "https://oscb.example/child-r.pdf", Given.Day(2)), ChildR.Rejection);
        Assert.Equal(new StageState(Given.IdOf("Child R"), Given.Hash("first"), "pdfpig/1", true, null), Assert.Single(Catalogue.StageStates()));
        Assert.Equal(Given.IdOf("Child R"), Assert.Single(Catalogue.Rejected()).Publication.Id);
        Assert.Empty(Catalogue.Rejected("norfolk"));
        // A good answer of the site is no answer to what the reader found.
        Remember(Given.Capture("Child R", Given.Day(3), CaptureOutcome.Identical));
        Assert.NotNull(ChildR.Rejection);
        Remember(new PublicationExtracted(Given.IdOf("Child R"), Given.Hash("first"), "pdfpig/2", 2, 2) { At = Given.Day(4) });
        Assert.Null(ChildR.Rejection);
        Assert.False(Assert.Single(Catalogue.StageStates()).Rejected);
        Assert.Empty(Catalogue.Rejected("oxfordshire"));
        Rebuilt();
    }

    [SkippableFact]
    public void A_later_good_capture_clears_what_stood_against_fetching_and_an_earlier_one_does_not()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)));
        Remember(Given.Capture("Child R", Given.Day(1)), RejectedAt(Stage.Fetch, Given.Day(2)));
        Assert.Equal(RejectionReason.NotFound, ChildR.Rejection!.Reason);
        Rebuilt();
        Remember(Given.Capture("Child R", Given.Day(3), CaptureOutcome.Rejected, null), RejectedAt(Stage.Fetch, Given.Day(3), RejectionReason.TimedOut));
        Assert.Equal(RejectionReason.TimedOut, ChildR.Rejection!.Reason);
        Remember(Given.Capture("Child R", Given.Day(4), CaptureOutcome.NotModified));
        Assert.Null(ChildR.Rejection);
        Rebuilt();
    }

    [SkippableFact]
    public void Days_missed_are_counted_once_each_until_it_is_seen_again()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)));
        PublicationMissed Missed(int day, int hour) => new(Given.IdOf("Child R"), $"run-{day}") { At = Given.Day(day, hour) };
        Remember(Missed(2, 8), Missed(2, 9), Missed(3, 9));
        Assert.Equal([new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 3)], Catalogue.DaysMissed(Given.IdOf("Child R")));
        Rebuilt();
        Remember(Given.Capture("Child R", Given.Day(3, 10)));
        Assert.Empty(Catalogue.DaysMissed(Given.IdOf("Child R")));
        Rebuilt();
        // Seen in the morning, missed in the afternoon: that day counts, live and rebuilt.
        Remember(Missed(3, 15));
        Assert.Equal([new DateOnly(2026, 11, 3)], Catalogue.DaysMissed(Given.IdOf("Child R")));
        Rebuilt();
    }

    [SkippableFact]
    public void Withdrawn_and_returned_change_the_status_and_returning_forgets_the_misses()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), new PublicationMissed(Given.IdOf("Child R"), "run") { At = Given.Day(2) });
        Remember(new PublicationWithdrawn(Given.IdOf("Child R")) { At = Given.Day(4) });
        Assert.Equal(PublicationStatus.Withdrawn, ChildR.Status);
        Remember(Given.Listed("Child R", Given.Day(5)));
        Assert.Equal(PublicationStatus.Withdrawn, ChildR.Status);
        Remember(new PublicationReturned(Given.IdOf("Child R")) { At = Given.Day(5) });
        Assert.Equal(PublicationStatus.Live, ChildR.Status);
        Assert.Empty(Catalogue.DaysMissed(Given.IdOf("Child R")));
        Rebuilt();
    }

    [SkippableFact]
    public void The_next_request_is_conditional_on_the_last_good_answer()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)));
        var url = Given.Link("Child R").Url;
        Assert.Null(Catalogue.LastAnswerFrom("oxfordshire", url));
        Remember(Given.Capture("Child R", Given.Day(1), run: "20261101T0-x"));
        Remember(Given.Capture("Child R", Given.Day(2), run: "20261102T0-x", bytes: "second") with { Headers = new Dictionary<string, string> { ["etag"] = "W/\"2\"" } });
        Remember(Given.Capture("Child R", Given.Day(3), CaptureOutcome.Rejected, null, run: "20261103T0-x"));
        Assert.Equal(new LastAnswer(Given.Hash("second"), new Validators("W/\"2\"", null), Given.Day(2), Given.Day(2)), Catalogue.LastAnswerFrom("oxfordshire", url));
        Assert.Null(Catalogue.LastAnswerFrom("norfolk", url));
        Remember(Given.Capture("Child R", Given.Day(3), CaptureOutcome.NotModified, "second", run: "20261103T1-x"));
        Assert.Equal((Given.Day(3), Given.Day(2)), (Catalogue.LastAnswerFrom("oxfordshire", url)!.At, Catalogue.LastAnswerFrom("oxfordshire", url)!.Whole));
        Remember(Given.Capture("Child R", Given.Day(4), run: "20261104T0-x") with { Headers = null });
        Assert.Equal(Validators.None, Catalogue.LastAnswerFrom("oxfordshire", url)!.Validators);
        Rebuilt();
    }

    [SkippableFact]
    public void A_crawl_is_known_from_its_start_and_counted_at_its_end()
    {
        Remember(Added, new CrawlStarted(Given.Run, "oxfordshire", ["a", "b"]) { At = Given.Day(1) });
        Assert.Equal(new Crawl(Given.Run, "oxfordshire", Given.Day(1), null, 2, new(0, 0, 0, 0, 0, 0), null), Catalogue.FindCrawl(Given.Run));
        Remember(new CrawlEnded(Given.Run, "oxfordshire", new(6, 5, 4, 3, 2, 1), null) { At = Given.Day(2) });
        Assert.Equal(new Crawl(Given.Run, "oxfordshire", Given.Day(1), Given.Day(2), 2, new(6, 5, 4, 3, 2, 1), null), Catalogue.FindCrawl(Given.Run));
        Remember(new CrawlEnded("20261203T0-norfolk", "norfolk", new(0, 0, 0, 0, 0, 0), "unreachable") { At = Given.Day(3) });
        Assert.Equal(new Crawl("20261203T0-norfolk", "norfolk", null, Given.Day(3), 0, new(0, 0, 0, 0, 0, 0), "unreachable"), Catalogue.Crawls()[0]);
        Assert.Equal([Given.Run], Catalogue.Crawls("oxfordshire").Select(crawl => crawl.Run));
        Assert.Single(Catalogue.Crawls(most: 1));
        Assert.Null(Catalogue.FindCrawl("none"));
        Rebuilt();
    }

    [SkippableFact]
    public void The_outcome_of_a_publication_is_its_last_capture_in_the_crawl()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Given.Listed("Child S", Given.Day(1)));
        Remember(Given.Capture("Child S", Given.Day(1), run: "20261101T0-x"));
        Remember(Given.Capture("Child R", Given.Day(2), CaptureOutcome.Rejected, null, "20261102T0-x"), Given.Capture("Child R", Given.Day(2), run: "20261102T0-x"));
        Remember(Given.Capture("Child S", Given.Day(2), CaptureOutcome.NotModified, run: "20261102T0-x"));
        Remember(Given.Capture("Child R", Given.Day(2), run: "20261102T0-x") with { Publication = null, Url = "https://oscb.example/robots.txt" });
        Assert.Equal(
            [new(Given.IdOf("Child R"), CaptureOutcome.Kept, true, 200), new(Given.IdOf("Child S"), CaptureOutcome.NotModified, false, 304)],
            Catalogue.OutcomesOf("20261102T0-x").OrderBy(outcome => outcome.Status));
        Assert.Empty(Catalogue.OutcomesOf("none"));
    }

    [SkippableFact]
    public void What_is_indexed_is_remembered_for_its_edition_and_forgotten_on_request()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Kept("Child R", "first", Given.Day(1)));
        Catalogue.RememberIndexed([new(Given.IdOf("Child R"), Given.Hash("first"), "schema/1 abc")], Given.Day(1));
        Catalogue.RememberIndexed([new(Given.IdOf("Child R"), Given.Hash("first"), "schema/2 abc")], Given.Day(2));
        Catalogue.RememberIndexed([], Given.Day(2));
        Assert.Equal("schema/2 abc", Assert.Single(Catalogue.StageStates()).IndexedAs);
        Catalogue.ForgetIndexed();
        Assert.Null(Assert.Single(Catalogue.StageStates()).IndexedAs);
    }

    [SkippableFact]
    public void Publications_come_in_the_order_asked_for_however_many_are_asked_for()
    {
        Remember(Added, Given.Listed("Child R", Given.Day(1)), Given.Listed("Child S", Given.Day(1)), Kept("Child S", "first", Given.Day(1)));
        string[] ids = [Given.IdOf("Child S"), .. Enumerable.Range(0, 60_000).Select(i => $"none-{i}'\""), Given.IdOf("Child R")];
        Assert.Equal(["Child S", "Child R"], Catalogue.Publications(ids).Select(record => record.Review.Name));
        Assert.NotNull(Catalogue.Publications(ids)[0].Edition);
        Assert.Empty(Catalogue.Publications([]));
    }

    [SkippableFact]
    public void Catching_up_twice_changes_nothing()
    {
        foreach (var entry in RandomHistory(7).Take(200)) Remember(entry);
        var before = Dump(Catalogue);
        Catalogue.CatchUp(Archive);
        Catalogue.CatchUp(Archive);
        Assert.Equal(before, Dump(Catalogue));
    }

    [SkippableFact]
    public void An_event_about_something_that_a_damaged_line_introduced_takes_nothing_else_with_it()
    {
        Archive.Append(Added);
        Archive.Append(Kept("Child R", "first", Given.Day(1)));
        Archive.Append(Given.Listed("Child S", Given.Day(1)));
        Catalogue.CatchUp(Archive);
        Assert.Equal("Child S", Assert.Single(Catalogue.AllPublications()).Review.Name);
        Catalogue.CatchUp(Archive);
        Assert.Single(Catalogue.AllPublications());
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_history_gives_the_same_rows_live_rebuilt_and_after_any_interruption(int seed)
    {
        var interrupted = MakeEmpty();
        var random = new Random(seed);
        foreach (var entry in RandomHistory(seed).Take(400))
        {
            Remember(entry);
            if (random.Next(20) == 0) interrupted.CatchUp(Archive);
        }
        interrupted.CatchUp(Archive);
        Rebuilt();
        Assert.Equal(Dump(Catalogue), Dump(interrupted));
    }

    /// <summary>Whatever can happen, at times that mostly go forward: clocks are set back now and then.</summary>
    private static IEnumerable<object> RandomHistory(int seed)
    {
        var random = new Random(seed);
        string[] names = ["Child A", "Child B", "Jacob"];
        string[] contents = ["first", "second", "third"];
        var at = Given.Day(1, 0);
        yield return new BoardAdded(Given.Board) { At = at };
        foreach (var name in names) yield return Given.Listed(name, at);
        for (var run = 0; ; run++)
        {
            var name = names[random.Next(names.Length)];
            var id = Given.IdOf(name);
            var bytes = contents[random.Next(contents.Length)];
            at = at.AddMinutes(random.Next(10) == 0 ? -random.Next(3000) : random.Next(3) * random.Next(600));
            yield return random.Next(12) switch
            {
                0 => Given.Listed(name, at),
                1 => new PublicationMissed(id, "run") { At = at },
                2 => new PublicationWithdrawn(id) { At = at },
                3 => new PublicationReturned(id) { At = at },
                4 => new PublicationRejected(id, Stage.Fetch, RejectionReason.TimedOut, $"timed out at {at:O}", "https://oscb.example/") { At = at },
                5 => new PublicationRejected(id, Stage.Extract, RejectionReason.NoText, $"no text at {at:O}", "https://oscb.example/", Given.Hash(bytes), "pdfpig/1") { At = at },
                6 => new PublicationExtracted(id, Given.Hash(bytes), "pdfpig/1", random.Next(9), random.Next(9)) { At = at },
                7 => new EditionKept(id, Given.Hash(bytes), bytes.Length) { At = at },
                8 => new CrawlStarted($"2026-{run / 20:000}", "oxfordshire", [id]) { At = at },
                9 => new CrawlEnded($"2026-{run / 20:000}", "oxfordshire", new(run, 0, 0, 0, 0, 0), null) { At = at },
                10 => Given.Capture(name, at, CaptureOutcome.Rejected, null, $"2026-{run / 20:000}"),
                _ => Given.Capture(name, at, CaptureOutcome.Identical, bytes, $"2026-{run / 20:000}"),
            };
        }
    }
}
