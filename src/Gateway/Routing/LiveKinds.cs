using Krewe.Grains.Kinds;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Routing;

/// <summary>
/// The table of kinds as it is now. A request for a built-in kind goes by the table at hand; one that names no built-in kind, and whoever
/// asks what kinds there are, first has it brought up to date, so that a kind is served as soon as it is reported as established.
/// </summary>
internal sealed class LiveKinds(KindCatalogue catalogue)
{
    private volatile Made _made = new(KindSet.BuiltIn, new KindTable(KindSet.BuiltIn.Served));

    /// <summary>The table by what was last read of the definitions.</summary>
    public KindTable Current => TableOf(catalogue.Current);

    /// <summary>The table with every definition that was acknowledged before the call.</summary>
    public async ValueTask<KindTable> FreshAsync() => TableOf(await catalogue.FreshAsync());

    private KindTable TableOf(KindSet kinds)
    {
        var made = _made;
        if (!ReferenceEquals(made.Kinds, kinds))
            _made = made = new Made(kinds, new KindTable(kinds.Served));
        return made.Table;
    }

    private sealed record Made(KindSet Kinds, KindTable Table);
}
