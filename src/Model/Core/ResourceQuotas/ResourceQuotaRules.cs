using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of resource quotas.</summary>
internal static class ResourceQuotaRules
{
    private const string ValuelessNeedsExists =
        "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

    private static readonly HashSet<string> OfPods =
    [
        "pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
    ];

    private static readonly HashSet<string> Standard =
    [
        .. OfPods, "ephemeral-storage", "requests.ephemeral-storage", "limits.ephemeral-storage", "requests.storage", "resourcequotas", "services",
        "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps", "services.nodeports", "services.loadbalancers",
    ];

    private static readonly (ResourceQuotaScope, ResourceQuotaScope)[] Opposites =
    [
        (ResourceQuotaScope.BestEffort, ResourceQuotaScope.NotBestEffort), (ResourceQuotaScope.Terminating, ResourceQuotaScope.NotTerminating),
    ];

    public static void Validate(ResourceQuotaSpec spec, FieldPath path, FieldErrors errors)
    {
        ValidateAmounts(spec.Hard, path.Child("hard"), errors);
        ValidateScopes(spec, path.Child("scopes"), errors);
        if (spec.ScopeSelector is { } selector)
            ValidateSelector(selector, spec, path.Child("scopeSelector").Child("matchExpressions"), errors);
    }

    /// <summary>Checks amounts of what quotas count.</summary>
    public static void ValidateAmounts(IReadOnlyDictionary<string, Quantity> amounts, FieldPath path, FieldErrors errors)
    {
        foreach (var (name, amount) in amounts)
        {
            var key = path.Key(name);
            if (ResourceRules.ValidateName(name, IsStandard(name), key, errors) && !name.Contains('/', StringComparison.Ordinal) && !IsStandard(name))
                errors.Invalid(key, name, "must be a standard resource for quotas");
            if (amount.Sign < 0)
                errors.Invalid(key, amount, "must be greater than or equal to 0");
            if (IsCount(name) && amount.MilliValue % 1000 != 0)
                errors.Invalid(key, amount, "must be an integer");
        }
    }

    public static void ValidateUpdate(ResourceQuotaSpec spec, ResourceQuotaSpec old, FieldErrors errors)
    {
        if (!spec.Scopes.ToHashSet().SetEquals(old.Scopes))
            errors.Immutable(FieldPath.Spec.Child("scopes"), spec.Scopes.Select(scope => scope.Value));
    }

    private static void ValidateScopes(ResourceQuotaSpec spec, FieldPath path, FieldErrors errors)
    {
        var scopes = spec.Scopes.Select(scope => scope.Value);
        foreach (var scope in spec.Scopes)
        {
            if (!ResourceQuotaScope.Known.Contains(scope))
                errors.Invalid(path, scopes, "unsupported scope");
            foreach (var _ in NotOf(scope, spec))
                errors.Invalid(path, scopes, "unsupported scope applied to resource");
        }
        foreach (var (one, other) in Opposites)
        {
            if (spec.Scopes.Contains(one) && spec.Scopes.Contains(other))
                errors.Invalid(path, scopes, "conflicting scopes");
        }
    }

    private static void ValidateSelector(ScopeSelector selector, ResourceQuotaSpec spec, FieldPath path, FieldErrors errors)
    {
        foreach (var requirement in selector.MatchExpressions)
        {
            var scope = requirement.ScopeName ?? default;
            var @operator = requirement.Operator ?? default;
            if (!ResourceQuotaScope.Known.Contains(scope))
                errors.Invalid(path.Child("scopeName"), scope.Value ?? "", "unsupported scope");
            foreach (var _ in NotOf(scope, spec))
                errors.Invalid(path, selector, "unsupported scope applied to resource");
            if (ResourceQuotaScope.Known.Contains(scope) && scope != ResourceQuotaScope.PriorityClass && scope != ResourceQuotaScope.VolumeAttributesClass
                && @operator != ScopeSelectorOperator.Exists)
                errors.Invalid(path.Child("operator"), @operator.Value ?? "", ValuelessNeedsExists);
            if (@operator == ScopeSelectorOperator.In || @operator == ScopeSelectorOperator.NotIn)
            {
                if (requirement.Values.Count == 0)
                    errors.Required(path.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
            }
            else if (@operator == ScopeSelectorOperator.Exists || @operator == ScopeSelectorOperator.DoesNotExist)
            {
                if (requirement.Values.Count != 0)
                    errors.Invalid(path.Child("values"), requirement.Values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
            }
            else
                errors.Invalid(path.Child("operator"), @operator.Value ?? "", "not a valid selector operator");
        }
    }

    // The limits that a scope makes no sense for.
    private static IEnumerable<string> NotOf(ResourceQuotaScope scope, ResourceQuotaSpec spec) => spec.Hard.Keys.Where(name => Standard.Contains(name)
        && (scope == ResourceQuotaScope.BestEffort ? name != "pods"
            : scope == ResourceQuotaScope.VolumeAttributesClass ? name is not ("persistentvolumeclaims" or "requests.storage")
            : !OfPods.Contains(name)));

    private static bool IsStandard(string name) =>
        Standard.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static bool IsCount(string name) =>
        name is "pods" or "services" or "replicationcontrollers" or "resourcequotas" or "secrets" or "configmaps" or "persistentvolumeclaims" or "services.nodeports" or "services.loadbalancers";
}
