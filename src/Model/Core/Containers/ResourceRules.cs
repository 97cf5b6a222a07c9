using Krewe.Model.Names;
using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of requests and limits.</summary>
internal static class ResourceRules
{
    private const string HugePages = "hugepages-";

    public static void Validate(ResourceRequirements resources, FieldPath path, FieldErrors errors)
    {
        var limits = path.Child("limits");
        var requests = path.Child("requests");
        foreach (var (name, limit) in resources.Limits)
            ValidateOne(name, limit, limits.Key(name), errors);
        foreach (var (name, request) in resources.Requests)
        {
            ValidateOne(name, request, requests.Key(name), errors);
            if (!resources.Limits.TryGetValue(name, out var limit))
            {
                if (!MayOvercommit(name))
                    errors.Required(limits, "Limit must be set for non overcommitable resources");
            }
            else if (!MayOvercommit(name) && request != limit)
                errors.Invalid(requests, request, $"must be equal to {name} limit of {limit}");
            else if (request > limit)
                errors.Invalid(requests, request, $"must be less than or equal to {name} limit of {limit}");
        }
        var names = resources.Limits.Keys.Concat(resources.Requests.Keys).ToArray();
        if (names.Any(n => n.StartsWith(HugePages, StringComparison.Ordinal)) && !names.Any(n => n is "cpu" or "memory"))
            errors.Forbidden(path, "HugePages require cpu or memory");
    }

    /// <summary>Checks amounts that a node reports or that are set aside.</summary>
    public static void ValidateAmounts(IReadOnlyDictionary<string, Quantity> amounts, FieldPath path, FieldErrors errors)
    {
        foreach (var (name, amount) in amounts)
            ValidateAmount(name, amount, path.Child(name), errors);
    }

    /// <summary>Checks the name of a resource; true if it has the form of one.</summary>
    public static bool ValidateName(string name, bool isStandard, FieldPath path, FieldErrors errors)
    {
        var problems = NameRules.QualifiedName(name);
        errors.Invalid(path, name, problems);
        if (problems.Count == 0 && !isStandard && !name.Contains('/', StringComparison.Ordinal))
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        return problems.Count == 0;
    }

    /// <summary>Checks the name of a resource of containers.</summary>
    public static void ValidateContainerName(string name, FieldPath path, FieldErrors errors)
    {
        if (!ValidateName(name, IsStandard(name), path, errors))
            return;
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (!IsStandard(name))
                errors.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!IsNative(name) && name.StartsWith("requests.", StringComparison.Ordinal))
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
    }

    private static void ValidateOne(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        ValidateContainerName(name, path, errors);
        ValidateAmount(name, amount, path, errors);
    }

    private static void ValidateAmount(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        if (amount.Sign < 0)
            errors.Invalid(path, amount, "must be greater than or equal to 0");
        if (!IsNative(name) && amount.MilliValue % 1000 != 0)
            errors.Invalid(path, amount, "must be an integer");
    }

    /// <summary>True for the resources that every node has.</summary>
    public static bool IsStandard(string name) =>
        name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith(HugePages, StringComparison.Ordinal);

    private static bool IsNative(string name) =>
        !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    /// <summary>True for resources whose limit may be more than what is asked for.</summary>
    public static bool MayOvercommit(string name) => IsNative(name) && !name.StartsWith(HugePages, StringComparison.Ordinal);
}
