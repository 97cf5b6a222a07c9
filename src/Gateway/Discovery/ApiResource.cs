using Krewe.Model.Kinds;

namespace Krewe.Gateway.Discovery;

/// <summary>One entry of discovery under a resource: a subresource that can be asked for.</summary>
/// <param name="Name">Name in URLs: <c>status</c>.</param>
/// <param name="Kind">What it reads and writes.</param>
/// <param name="Verbs">What can be done with it, in ordinal order.</param>
internal sealed record ApiSubresource(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs)
{
    /// <summary>For what answers with a stream instead of an object: the parameters that say which one. Otherwise null.</summary>
    public IReadOnlyList<string>? Streams { get; init; }
}

/// <summary>What discovery tells of the resource of a kind.</summary>
internal sealed record ApiResource(KindDefinition Kind)
{
    /// <summary>Some clients open streams by GET, others by POST.</summary>
    private static readonly string[] Streamed = ["create", "get"];

    private static readonly string[] ReadAndWrite = ["get", "patch", "update"];

    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>What can be done with it: everything, but questions can only be put.</summary>
    public IReadOnlyList<string> Verbs { get; } = Kind.Kept ? AllVerbs : ["create"];

    /// <summary>Its subresources in the order of their names.</summary>
    public IReadOnlyList<ApiSubresource> Subresources { get; } = [.. List(Kind).OrderBy(sub => sub.Name, StringComparer.Ordinal)];

    private static IEnumerable<ApiSubresource> List(KindDefinition kind)
    {
        if (kind.HasStatus)
            yield return new ApiSubresource("status", kind.Gvk, ReadAndWrite);
        if (kind.Scale is not null)
            yield return new ApiSubresource("scale", new GroupVersionKind("autoscaling", "v1", "Scale"), ReadAndWrite);
        if (kind.Collection == "serviceaccounts")
            yield return new ApiSubresource("token", new GroupVersionKind("authentication.k8s.io", "v1", "TokenRequest"), ["create"]);
        if (kind.Collection == "pods")
        {
            yield return new ApiSubresource("log", kind.Gvk, ["get"])
            {
                Streams = ["container", "follow", "limitBytes", "previous", "sinceSeconds", "sinceTime", "tailLines", "timestamps"],
            };
            yield return new ApiSubresource("ephemeralcontainers", kind.Gvk, ReadAndWrite);
            yield return new ApiSubresource("exec", new GroupVersionKind("", "v1", "PodExecOptions"), Streamed)
            {
                Streams = ["command", "container", "stderr", "stdin", "stdout", "tty"],
            };
            yield return new ApiSubresource("attach", new GroupVersionKind("", "v1", "PodAttachOptions"), Streamed)
            {
                Streams = ["container", "stderr", "stdin", "stdout", "tty"],
            };
            yield return new ApiSubresource("portforward", new GroupVersionKind("", "v1", "PodPortForwardOptions"), Streamed) { Streams = ["ports"] };
            yield return new ApiSubresource("binding", new GroupVersionKind("", "v1", "Binding"), ["create"]);
            yield return new ApiSubresource("eviction", new GroupVersionKind("policy", "v1", "Eviction"), ["create"]);
        }
    }
}
