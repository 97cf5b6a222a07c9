using Krewe.Model.Core;

namespace Krewe.Planning.Signals;

/// <summary>A namespace that is being deleted looks again when something of it is gone.</summary>
internal sealed class NamespaceRoute : ISignalRoute
{
    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        if (change.IsGone && change.Latest is not Event && change.Namespace.Length > 0)
            targets.Add(new SignalTarget.NamespaceContent(change.Namespace));
    }
}
