using ArchiveIndexer.Catalogue;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ArchiveIndexer.Host.Serving.Pages;

/// <summary>One review and everything published about it.</summary>
public sealed class ReviewModel(ICatalogue catalogue) : PageModel
{
    public Review Review { get; private set; } = null!;
    public Board Board { get; private set; } = null!;
    public IReadOnlyList<PublicationRecord> Publications { get; private set; } = [];

    public IActionResult OnGet(string id)
    {
        if (catalogue.FindReview(id) is not { } review) return NotFound();
        (Review, Board, Publications) = (review, catalogue.FindBoard(review.BoardSlug)!, catalogue.PublicationsOfReview(id));
        return Page();
    }
}
