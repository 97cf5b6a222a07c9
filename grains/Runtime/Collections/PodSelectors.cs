using Krewe.Model.Apps;
using Krewe.Model.Core;
using Krewe.Model.Meta;
using Krewe.Model.Policy;
using Krewe.Model.Selectors;

namespace Krewe.Grains.Collections;

/// <summary>The pods that an object selects; a quota looks at all of its namespace.</summary>
internal static class PodSelectors
{
    /// <summary>The selector; null for objects that select nothing.</summary>
    public static LabelQuery? Of(ApiObject value) => value switch
    {
        Service { Spec.Selector.Count: > 0 } service => LabelQuery.FromLabels(service.Spec.Selector),
        ReplicationController { Spec.Selector.Count: > 0 } controller => LabelQuery.FromLabels(controller.Spec.Selector),
        ReplicaSet { Spec.Selector: { } selector } => LabelQuery.From(selector),
        Deployment { Spec.Selector: { } selector } => LabelQuery.From(selector),
        PodDisruptionBudget { Spec.Selector: { } selector } => LabelQuery.From(selector),
        ResourceQuota => LabelQuery.Everything,
        _ => null,
    };
}
