using Krewe.Protocol;

namespace Krewe.NodeAgent.Runtimes;

/// <summary>Names a pod in time and space.</summary>
internal readonly record struct PodIdentity(string Namespace, string Name, string Uid)
{
    /// <summary>The form that messages use.</summary>
    public PodReference Reference => new(Namespace, Name, Uid);

    /// <summary>As Kubernetes writes it in messages: <c>web-1_default(4f6c…)</c>.</summary>
    public override string ToString() => $"{Name}_{Namespace}({Uid})";
}
