using Krewe.Model.Core;
using Krewe.Model.Meta;

namespace Krewe.Planning.Quotas;

/// <summary>Which objects a quota is limited to.</summary>
public static class QuotaScopes
{
    /// <summary>True if the object is in all scopes of the quota. Only pods are in any.</summary>
    public static bool Hold(ResourceQuotaSpec spec, ApiObject value)
    {
        foreach (var scope in spec.Scopes)
        {
            if (!Holds(scope, ScopeSelectorOperator.Exists, [], value))
                return false;
        }
        foreach (var requirement in spec.ScopeSelector?.MatchExpressions ?? [])
        {
            if (!Holds(requirement.ScopeName ?? default, requirement.Operator ?? default, requirement.Values, value))
                return false;
        }
        return true;
    }

    private static bool Holds(ResourceQuotaScope scope, ScopeSelectorOperator @operator, IReadOnlyList<string> values, ApiObject value)
    {
        if (value is not Pod pod)
            return false;
        if (scope == ResourceQuotaScope.Terminating)
            return HasDeadline(pod);
        if (scope == ResourceQuotaScope.NotTerminating)
            return !HasDeadline(pod);
        if (scope == ResourceQuotaScope.BestEffort)
            return PodQos.Of(pod.Spec) == PodQosClass.BestEffort;
        if (scope == ResourceQuotaScope.NotBestEffort)
            return PodQos.Of(pod.Spec) != PodQosClass.BestEffort;
        if (scope == ResourceQuotaScope.PriorityClass)
            return Selects(@operator, values, pod.Spec.PriorityClassName);
        return scope == ResourceQuotaScope.CrossNamespacePodAffinity && LooksElsewhere(pod.Spec.Affinity);
    }

    private static bool HasDeadline(Pod pod) => pod.Spec.ActiveDeadlineSeconds >= 0;

    private static bool Selects(ScopeSelectorOperator @operator, IReadOnlyList<string> values, string? name) => @operator.Value switch
    {
        "Exists" => !string.IsNullOrEmpty(name),
        "DoesNotExist" => string.IsNullOrEmpty(name),
        "In" => !string.IsNullOrEmpty(name) && values.Contains(name),
        "NotIn" => string.IsNullOrEmpty(name) || !values.Contains(name),
        _ => false,
    };

    private static bool LooksElsewhere(Affinity? affinity) => Terms(affinity?.PodAffinity).Concat(Terms(affinity?.PodAntiAffinity))
        .Any(term => term.Namespaces.Count > 0 || term.NamespaceSelector is not null);

    private static IEnumerable<PodAffinityTerm> Terms(PodAffinity? rules) => rules is null ? []
        : rules.RequiredDuringSchedulingIgnoredDuringExecution.Concat(rules.PreferredDuringSchedulingIgnoredDuringExecution.Select(weighted => weighted.PodAffinityTerm));

    private static IEnumerable<PodAffinityTerm> Terms(PodAntiAffinity? rules) => rules is null ? []
        : rules.RequiredDuringSchedulingIgnoredDuringExecution.Concat(rules.PreferredDuringSchedulingIgnoredDuringExecution.Select(weighted => weighted.PodAffinityTerm));
}
