using Krewe.Model.Quantities;

namespace Krewe.Model.Core;

/// <summary>Defaults of containers, the same in pods and in templates.</summary>
internal static class ContainerDefaults
{
    private const string TerminationMessagePath = "/dev/termination-log";

    public static Container Apply(Container container) => container with
    {
        ImagePullPolicy = OrDefault(container.ImagePullPolicy, ImageReference.DefaultPullPolicy(container.Image)),
        TerminationMessagePath = OrDefault(container.TerminationMessagePath, TerminationMessagePath),
        TerminationMessagePolicy = OrDefault(container.TerminationMessagePolicy, TerminationMessagePolicy.File),
        Ports = [.. container.Ports.Select(Apply)],
        Env = [.. container.Env.Select(Apply)],
        LivenessProbe = Apply(container.LivenessProbe),
        ReadinessProbe = Apply(container.ReadinessProbe),
        StartupProbe = Apply(container.StartupProbe),
        Lifecycle = Apply(container.Lifecycle),
    };

    public static EphemeralContainer Apply(EphemeralContainer container) => container with
    {
        ImagePullPolicy = OrDefault(container.ImagePullPolicy, ImageReference.DefaultPullPolicy(container.Image)),
        TerminationMessagePath = OrDefault(container.TerminationMessagePath, TerminationMessagePath),
        TerminationMessagePolicy = OrDefault(container.TerminationMessagePolicy, TerminationMessagePolicy.File),
        Env = [.. container.Env.Select(Apply)],
    };

    /// <summary>Asks for the limit of each resource that nothing else is asked of. Pods only: a template keeps what its author wrote.</summary>
    public static Container RequestLimits(Container container)
    {
        var resources = container.Resources;
        if (resources.Limits.Keys.All(resources.Requests.ContainsKey))
            return container;
        var requests = new Dictionary<string, Quantity>(resources.Requests, StringComparer.Ordinal);
        foreach (var (resource, limit) in resources.Limits)
            requests.TryAdd(resource, limit);
        return container with { Resources = resources with { Requests = requests } };
    }

    /// <summary>On the node's network, a container's port is the node's. Pods only.</summary>
    public static Container UseHostPorts(Container container) => container with
    {
        Ports = [.. container.Ports.Select(p => p.HostPort is null or 0 ? p with { HostPort = p.Port } : p)],
    };

    private static ContainerPort Apply(ContainerPort port) => port with { Protocol = OrDefault(port.Protocol, Protocol.Tcp) };

    private static EnvVar Apply(EnvVar variable) => variable.ValueFrom?.FieldRef is { } field
        ? variable with { ValueFrom = variable.ValueFrom with { FieldRef = FieldDefaults(field) } }
        : variable;

    public static ObjectFieldSelector FieldDefaults(ObjectFieldSelector field) => field with { ApiVersion = OrDefault(field.ApiVersion, "v1") };

    private static Probe? Apply(Probe? probe) => probe is null ? null : probe with
    {
        TimeoutSeconds = OrDefault(probe.TimeoutSeconds, 1),
        PeriodSeconds = OrDefault(probe.PeriodSeconds, 10),
        SuccessThreshold = OrDefault(probe.SuccessThreshold, 1),
        FailureThreshold = OrDefault(probe.FailureThreshold, 3),
        HttpGet = Apply(probe.HttpGet),
        Grpc = probe.Grpc is { Service: null } grpc ? grpc with { Service = "" } : probe.Grpc,
    };

    private static Lifecycle? Apply(Lifecycle? lifecycle) => lifecycle is null ? null : lifecycle with
    {
        PostStart = Apply(lifecycle.PostStart),
        PreStop = Apply(lifecycle.PreStop),
    };

    private static LifecycleHandler? Apply(LifecycleHandler? handler) => handler is null ? null : handler with { HttpGet = Apply(handler.HttpGet) };

    private static HTTPGetAction? Apply(HTTPGetAction? get) => get is null ? null : get with
    {
        Path = OrDefault(get.Path, "/"),
        Scheme = OrDefault(get.Scheme, UriScheme.Http),
    };

    private static string OrDefault(string? value, string fallback) => string.IsNullOrEmpty(value) ? fallback : value;

    private static int OrDefault(int? value, int fallback) => value is null or 0 ? fallback : value.Value;

    private static TEnum OrDefault<TEnum>(TEnum? value, TEnum fallback) where TEnum : struct, Schema.IOpenEnum<TEnum> =>
        value is { Value.Length: > 0 } given ? given : fallback;
}
