using System.Globalization;

namespace ArchiveIndexer.Extracting;

/// <summary>The notes that were found in a document, by which a raised figure is told from the mark of a note: a note of that number stands on its page or at the end.</summary>
internal sealed class KnownNotes(int pages)
{
    private readonly OfPage?[] own = new OfPage[pages];
    private readonly HashSet<string> ends = [];
    private int last;
    private int highest;
    private bool any;

    /// <param name="page">From 0.</param>
    /// <param name="mark">As printed.</param>
    /// <param name="atEnd">Whether it stands among the notes of the whole document.</param>
    internal void Add(int page, string mark, bool atEnd)
    {
        any = true;
        if (int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) highest = Math.Max(highest, number);
        if (atEnd) ends.Add(mark);
        else Of(page).Marks.Add(mark);
    }

    /// <summary>Stars and daggers are marks on a page.</summary>
    internal void HasSigns(int page) => Of(page).Signs = true;

    internal OfPage Of(int page) => own[page] ??= new OfPage(this);

    /// <summary>What is known of the notes of one page; to be asked in the order of the text.</summary>
    internal sealed class OfPage(KnownNotes all)
    {
        internal HashSet<string> Marks { get; } = [];
        internal bool Signs { get; set; }

        /// <summary>Whether this is the mark of a note.</summary>
        /// <param name="mark">As printed, its figures not raised.</param>
        /// <param name="inCell">Whether it stands in a table, which is read out of turn: marks that only count on cannot be told there.</param>
        internal bool Has(string mark, bool inCell)
        {
            var known = Marks.Contains(mark) || all.ends.Contains(mark);
            if (inCell || (!known && !CountsOn(mark))) return known;
            if (int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) all.last = number;
            return true;
        }

        // Where the notes themselves were not found, marks count through the text.
        private bool CountsOn(string mark)
        {
            if (!int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            // A note may be pointed at again pages later; names and powers have one raised figure, so of two and more none is one of these.
            if (mark.Length > 1 && all.any) return number <= all.highest + 1;
            return Marks.Count == 0 && (number == all.last + 1 || (all.any ? number == 1 : number > 0 && number <= all.last));
        }
    }
}
