using Krewe.Model.Names;
using Krewe.Model.Quantities;
using Krewe.Model.Validation;

namespace Krewe.Model.Core;

/// <summary>Rules of references to fields of the pod and to resources of a container.</summary>
internal static class FieldSelectorRules
{
    private static readonly string[] EnvironmentFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] VolumeFields =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
    ];

    /// <summary>Fields that can be selected, but neither in the environment nor in volumes.</summary>
    private static readonly string[] OtherFields =
    [
        "spec.restartPolicy", "spec.schedulerName", "spec.hostNetwork", "status.phase", "status.nominatedNodeName",
    ];

    private static readonly string[] Resources =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    private static readonly string[] CpuDivisors = ["1m", "1"];

    private static readonly string[] ByteDivisors = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void ValidateForEnvironment(ObjectFieldSelector field, FieldPath path, FieldErrors errors) =>
        Validate(field, EnvironmentFields, path, errors);

    public static void ValidateForVolume(ObjectFieldSelector field, FieldPath path, FieldErrors errors) =>
        Validate(field, VolumeFields, path, errors);

    public static void ValidateResource(ResourceFieldSelector selector, bool containerNeeded, FieldPath path, FieldErrors errors)
    {
        if (containerNeeded)
            TextRules.Required(selector.ContainerName, path.Child("containerName"), errors);
        if (string.IsNullOrEmpty(selector.Resource))
            errors.Required(path.Child("resource"));
        else if (!Resources.Contains(selector.Resource) && !IsHugePages(selector.Resource))
            errors.NotSupported(path.Child("resource"), selector.Resource, Resources);
        else if (selector.Divisor is { IsZero: false } divisor)
            ValidateDivisor(selector.Resource, divisor, path.Child("divisor"), errors);
    }

    private static void Validate(ObjectFieldSelector selector, string[] supported, FieldPath path, FieldErrors errors)
    {
        TextRules.Required(selector.ApiVersion, path.Child("apiVersion"), errors);
        if (string.IsNullOrEmpty(selector.FieldPath))
        {
            errors.Required(path.Child("fieldPath"));
            return;
        }
        if (Subscript(selector.FieldPath) is var (map, key))
        {
            if (map == "metadata.labels")
                errors.Invalid(path, key, NameRules.QualifiedName(key));
            else if (map == "metadata.annotations")
                errors.Invalid(path, key, NameRules.QualifiedName(key.ToLowerInvariant()));
            else
                errors.Invalid(path, map, "does not support subscript");
            return;
        }
        if (supported.Contains(selector.FieldPath))
            return;
        if (EnvironmentFields.Concat(VolumeFields).Concat(OtherFields).Contains(selector.FieldPath))
            errors.NotSupported(path.Child("fieldPath"), selector.FieldPath, supported);
        else
            errors.Invalid(path.Child("fieldPath"), selector.FieldPath, $"error converting fieldPath: field label not supported: {selector.FieldPath}");
    }

    /// <summary>Splits <c>metadata.labels['app']</c>.</summary>
    private static (string Map, string Key)? Subscript(string path)
    {
        var open = path.IndexOf("['", StringComparison.Ordinal);
        return open > 0 && path.EndsWith("']", StringComparison.Ordinal) ? (path[..open], path[(open + 2)..^2]) : null;
    }

    private static void ValidateDivisor(string resource, Quantity divisor, FieldPath path, FieldErrors errors)
    {
        var (allowed, text, name) = resource switch
        {
            "limits.cpu" or "requests.cpu" => (CpuDivisors, "1m and 1", "cpu"),
            "limits.memory" or "requests.memory" => (ByteDivisors, string.Join(", ", ByteDivisors), "memory"),
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => (ByteDivisors, string.Join(", ", ByteDivisors), "local ephemeral storage"),
            _ => (ByteDivisors, string.Join(", ", ByteDivisors), "hugepages"),
        };
        if (!allowed.Contains(divisor.ToString()))
            errors.Invalid(path, resource, $"only divisor's values {text} are supported with the {name} resource");
    }

    private static bool IsHugePages(string resource) =>
        resource.StartsWith("limits.hugepages-", StringComparison.Ordinal) || resource.StartsWith("requests.hugepages-", StringComparison.Ordinal);
}
