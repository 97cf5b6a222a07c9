using System.Text;
using Krewe.Model.Core;
using Krewe.NodeAgent.Pods;
using Krewe.Protocol;

namespace Krewe.NodeAgent.Environment;

/// <summary>
/// Works out a container's environment in the order of Kubernetes: the API, services, then <c>envFrom</c>, then <c>env</c>; later ones win, and
/// a value may use what stands before it.
/// </summary>
internal sealed class EnvironmentResolver(PodAssignment assignment, NodeContext node, IReadOnlyList<string> podAddresses)
{
    private readonly Pod _pod = assignment.Pod;

    /// <summary>The environment of a container.</summary>
    /// <exception cref="ConfigurationException">A reference that is not optional leads nowhere.</exception>
    public Dictionary<string, string> Resolve(Container container)
    {
        var result = new Dictionary<string, string>(ApiAddress.VariablesFor(_pod, node, podAddresses));
        if (_pod.Spec.EnableServiceLinks != false)
            foreach (var (name, value) in assignment.ServiceEnvironment)
                result[name] = value;
        foreach (var source in container.EnvFrom)
            foreach (var (key, value) in Entries(source))
                result[source.Prefix + key] = value;
        foreach (var variable in container.Env)
            if (variable.Name is { } name && ValueOf(container, variable, result) is { } value)
                result[name] = value;
        return result;
    }

    private string? ValueOf(Container container, EnvVar variable, Dictionary<string, string> before) => variable.ValueFrom switch
    {
        null => VariableExpansion.Expand(variable.Value ?? "", before),
        { FieldRef.FieldPath: { } path } => PodFields.Field(_pod, path, node, podAddresses)
            ?? throw new ConfigurationException($"unsupported fieldPath: {path}"),
        { ResourceFieldRef: { } resource } => ResourceOf(container, resource),
        { ConfigMapKeyRef: { } reference } => KeyOf(reference),
        { SecretKeyRef: { } reference } => KeyOf(reference),
        _ => "",
    };

    private string ResourceOf(Container container, ResourceFieldSelector selector)
    {
        var named = string.IsNullOrEmpty(selector.ContainerName)
            ? container
            : PodContainer.Of(_pod.Spec).FirstOrDefault(c => c.Name == selector.ContainerName)?.Spec
                ?? throw new ConfigurationException($"container {selector.ContainerName} not found");
        return PodFields.Resource(named, selector, node) ?? throw new ConfigurationException($"unsupported container resource : {selector.Resource}");
    }

    private string? KeyOf(ConfigMapKeySelector reference)
    {
        var optional = reference.Optional == true;
        if (Find(reference.Name, optional) is not { } map)
            return null;
        if (map.Data.TryGetValue(reference.Key ?? "", out var value))
            return value;
        return optional ? null : throw new ConfigurationException($"couldn't find key {reference.Key} in ConfigMap {_pod.Metadata.Namespace}/{reference.Name}");
    }

    private string? KeyOf(SecretKeySelector reference)
    {
        var optional = reference.Optional == true;
        if (FindSecret(reference.Name, optional) is not { } secret)
            return null;
        if (secret.Data.TryGetValue(reference.Key ?? "", out var value))
            return Encoding.UTF8.GetString(value.Span);
        return optional ? null : throw new ConfigurationException($"couldn't find key {reference.Key} in Secret {_pod.Metadata.Namespace}/{reference.Name}");
    }

    private IEnumerable<KeyValuePair<string, string>> Entries(EnvFromSource source)
    {
        if (source.ConfigMapRef is { } named && Find(named.Name, named.Optional == true) is { } map)
            return map.Data;
        if (source.SecretRef is { } reference && FindSecret(reference.Name, reference.Optional == true) is { } secret)
            return secret.Data.Select(entry => KeyValuePair.Create(entry.Key, Encoding.UTF8.GetString(entry.Value.Span)));
        return [];
    }

    private ConfigMap? Find(string? name, bool optional) =>
        assignment.ConfigMaps.FirstOrDefault(map => map.Metadata.Name == name)
        ?? (optional ? null : throw new ConfigurationException($"configmap \"{name}\" not found"));

    private Secret? FindSecret(string? name, bool optional) =>
        assignment.Secrets.FirstOrDefault(secret => secret.Metadata.Name == name)
        ?? (optional ? null : throw new ConfigurationException($"secret \"{name}\" not found"));
}
