using Krewe.Gateway.Routing;
using Krewe.Model.Kinds;

namespace Krewe.Gateway.Tests.Units;

public sealed class ResourcePathTests
{
    private static readonly KindTable Kinds = new(KindRegistry.All);

    [Theory]
    [InlineData("/api/v1/pods", "Pod", "", null, null)]
    [InlineData("/api/v1/namespaces", "Namespace", "", null, null)]
    [InlineData("/api/v1/namespaces/a", "Namespace", "", "a", null)]
    [InlineData("/api/v1/namespaces/a/status", "Namespace", "", "a", "status")]
    [InlineData("/api/v1/namespaces/a/finalize", "Namespace", "", "a", "finalize")]
    [InlineData("/api/v1/namespaces/a/pods", "Pod", "a", null, null)]
    [InlineData("/api/v1/namespaces/a/pods/", "Pod", "a", null, null)]
    [InlineData("/api/v1/namespaces/a/pods/p", "Pod", "a", "p", null)]
    [InlineData("/api/v1/namespaces/a/pods/p/log", "Pod", "a", "p", "log")]
    [InlineData("/apis/apps/v1/deployments", "Deployment", "", null, null)]
    [InlineData("/apis/apps/v1/namespaces/a/deployments/d/scale", "Deployment", "a", "d", "scale")]
    [InlineData("/api/v1/nodes/n/status", "Node", "", "n", "status")]
    public void A_path_names_a_resource(string path, string kind, string space, string? name, string? subresource)
    {
        ResourcePath.TryParse(path, Kinds, out var parsed).ShouldBeTrue();
        parsed.Kind.Gvk.Kind.ShouldBe(kind);
        parsed.Namespace.ShouldBe(space);
        parsed.Name.ShouldBe(name);
        parsed.Subresource.ShouldBe(subresource);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/api/v2/pods")]
    [InlineData("/api/v1/deployments")]
    [InlineData("/apis/apps/v1/pods")]
    [InlineData("/apis/apps/v2/deployments")]
    [InlineData("/api/v1/pods/p")]
    [InlineData("/api/v1/namespaces/a/nodes")]
    [InlineData("/api/v1/namespaces/a/nodes/n")]
    [InlineData("/api/v1/namespaces/a/pods/p/log/more")]
    [InlineData("/healthz")]
    public void Other_paths_name_none(string path) => ResourcePath.TryParse(path, Kinds, out _).ShouldBeFalse();
}
