using Krewe.Model.Core;
using Krewe.Model.Schema;
using Krewe.Planning.Pods;

namespace Krewe.Planning.Signals;

/// <summary>The quotas of a namespace look again when objects come or go, and when one uses more or less than before.</summary>
internal sealed class QuotaRoute : ISignalRoute
{
    private static readonly string Quotas = ResourceQuotaKind.Instance.Collection;

    public void Route(in ObjectChange change, ISet<SignalTarget> targets)
    {
        if (change.Namespace.Length > 0 && change.Latest is not Event && (change.IsNew || change.IsGone || Counts(change)))
            targets.Add(new SignalTarget.Selecting(Quotas, change.Namespace, StringMap.Empty));
    }

    private static bool Counts(in ObjectChange change) => change.Latest switch
    {
        Pod => change.Differs(static value => (((Pod)value).IsFinished(), value.Metadata.DeletionTimestamp)),
        Service => change.Differs(static value => (((Service)value).Spec.Type, ((Service)value).Spec.Ports.Count)),
        _ => false,
    };
}
