using Krewe.Grains.Kinds;
using Krewe.Model.CustomResources;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Watches;

/// <summary>
/// Ends a watch of a custom kind when the kind's definition changes or goes: what the watch would show is no longer what reads show. Clients
/// resume from what they have seen.
/// </summary>
internal sealed class KindLifetime : IDisposable
{
    private readonly KindCatalogue _catalogue;
    private readonly KindDefinition _kind;
    private readonly CancellationTokenSource _source;

    public KindLifetime(KindCatalogue catalogue, KindDefinition kind, CancellationToken cancellationToken)
    {
        (_catalogue, _kind) = (catalogue, kind);
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (kind is not CustomKind)
            return;
        catalogue.Changed += Look;
        Look(catalogue.Current);
    }

    /// <summary>Cancelled with the request, and when the kind is no longer as it was.</summary>
    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _catalogue.Changed -= Look;
        _source.Dispose();
    }

    private void Look(KindSet kinds)
    {
        if (ReferenceEquals(kinds.Find(_kind.Gvk), _kind))
            return;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The watch has ended while this was on its way.
        }
    }
}
