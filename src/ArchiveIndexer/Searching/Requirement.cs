namespace ArchiveIndexer.Searching;

/// <summary>What a query's <see cref="Condition"/> asks for, so that the usual ones are answered without a walk through it: all of some parts, or any of them.</summary>
internal readonly struct Requirement
{
    private readonly Condition? rest;

    public Requirement(Condition? root)
    {
        switch (root)
        {
            case Holding one:
                All = 1UL << one.Part;
                break;
            case AllOf { Conditions: var all }:
                All = Parts(all.Where(condition => condition is Holding));
                if (all.Any(condition => condition is not Holding)) rest = root;
                break;
            case AnyOf { Conditions: var any } when any.All(condition => condition is Holding):
                Any = Parts(any);
                break;
            default:
                rest = root;
                break;
        }
    }

    /// <summary>Parts without any of which nothing satisfies it, as bits; not all there are where the query is not plain.</summary>
    public ulong All { get; }

    private ulong Any { get; }

    /// <summary>Whether the parts that a page or a publication holds satisfy it.</summary>
    public bool Holds(ulong parts) => (parts & All) == All && (Any == 0 || (parts & Any) != 0) && (rest is null || rest.Holds(parts));

    private static ulong Parts(IEnumerable<Condition> conditions) => conditions.Aggregate(0UL, (parts, one) => parts | 1UL << ((Holding)one).Part);
}
