using ArchiveIndexer.Catalogue;
using ArchiveIndexer.Searching;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>One review and everything published about it.</summary>
public sealed class ReviewModel(ICatalogue catalogue, PublicationSearcher searcher) : PageModel
{
    public Review Review { get; private set; } = null!;
    public Board Board { get; private set; } = null!;
    public IReadOnlyList<PublicationRecord> Publications { get; private set; } = [];

    public SimilarReviewsAnswer Similar { get; private set; } = new("", []);

    public IActionResult OnGet(string id)
    {
        if (catalogue.FindReview(id) is not { } review) return NotFound();
        (Review, Board, Publications) = (review, catalogue.FindBoard(review.BoardSlug)!, [.. catalogue.PublicationsOfReview(id).Where(Suspension.IsShown)]);
        Similar = SimilarReviewsAnswer.Of(id, searcher, catalogue);
        return Page();
    }
}
