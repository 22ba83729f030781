namespace ArchiveIndexer.Searching;

/// <summary>The first few of many in an order, without putting the rest in order.</summary>
internal static class BestOf
{
    /// <param name="all">All.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="order">What comes first is the less.</param>
    /// <returns>The first, in order.</returns>
    public static List<T> Of<T>(IReadOnlyList<T> all, int most, IComparer<T> order)
    {
        if (most <= 0) return [];
        if (all.Count <= most)
        {
            var sorted = new List<T>(all);
            sorted.Sort(order);
            return sorted;
        }
        // The last of the chosen stands on top and makes way.
        var chosen = new PriorityQueue<T, T>(most + 1, Comparer<T>.Create((a, b) => order.Compare(b, a)));
        for (var n = 0; n < all.Count; n++)
        {
            if (chosen.Count < most) chosen.Enqueue(all[n], all[n]);
            else if (order.Compare(all[n], chosen.Peek()) < 0) chosen.EnqueueDequeue(all[n], all[n]);
        }
        var best = new List<T>(most);
        while (chosen.TryDequeue(out var one, out _)) best.Add(one);
        best.Reverse();
        return best;
    }
}
