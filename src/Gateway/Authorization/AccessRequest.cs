using Krewe.Gateway.Routing;
using Krewe.Model.Failures;

namespace Krewe.Gateway.Authorization;

/// <summary>What somebody wants to do: something with a resource, or with a path that is none.</summary>
internal abstract record AccessRequest(string Verb)
{
    /// <summary>Something with objects of a resource.</summary>
    /// <param name="Verb"><c>get</c>, <c>list</c>, ...</param>
    /// <param name="Group">API group; empty for the core group.</param>
    /// <param name="Plural">The resource.</param>
    /// <param name="Subresource">Its subresource; empty for the resource itself.</param>
    /// <param name="Namespace">The namespace; empty for all, and for resources without.</param>
    /// <param name="Name">The object; empty for all.</param>
    public sealed record Resource(string Verb, string Group, string Plural, string Subresource, string Namespace, string Name) : AccessRequest(Verb)
    {
        /// <summary>As rules name it: <c>pods/log</c>.</summary>
        public string FullName => Subresource.Length == 0 ? Plural : $"{Plural}/{Subresource}";

        /// <inheritdoc/>
        public override ApiFailure Refuse(string user)
        {
            var where = Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{Namespace}\"";
            var what = Group.Length == 0 ? Plural : $"{Plural}.{Group}";
            var which = Name.Length == 0 ? what : $"{what} \"{Name}\"";
            return new ApiFailure(FailureReason.Forbidden, $"{which} is forbidden: User \"{user}\" cannot {Verb} resource \"{FullName}\" in API group \"{Group}\" {where}")
            {
                Kind = Plural,
                Group = Group,
                Name = Name.Length == 0 ? null : Name,
            };
        }
    }

    /// <summary>Something with a path that is no resource.</summary>
    /// <param name="Verb">The method in lower case.</param>
    /// <param name="Url">The path.</param>
    public sealed record Path(string Verb, string Url) : AccessRequest(Verb)
    {
        /// <inheritdoc/>
        public override ApiFailure Refuse(string user) => ApiFailure.Forbidden($"User \"{user}\" cannot {Verb} path \"{Url}\"");
    }

    /// <summary>The failure of one who may not, in Kubernetes' words.</summary>
    public abstract ApiFailure Refuse(string user);

    /// <summary>What a request for a resource wants. A list or watch of one name is about that object.</summary>
    public static Resource Of(in ResourcePath path, ApiVerb verb, RequestQuery query) => new(
        verb.Name(), path.Kind.Gvk.Group, path.Kind.Plural, path.Subresource ?? "",
        // A namespace is within itself: who may do something in it may be allowed to read it there.
        path.Namespace.Length == 0 && path.Kind.Collection == "namespaces" ? path.Name ?? "" : path.Namespace,
        path.Name ?? (verb is ApiVerb.List or ApiVerb.Watch or ApiVerb.DeleteCollection ? NameIn(query.Text("fieldSelector")) : ""));

    private static string NameIn(string fieldSelector)
    {
        const string exactly = "metadata.name=";
        return fieldSelector.StartsWith(exactly, StringComparison.Ordinal) && fieldSelector[exactly.Length..].TrimStart('=') is var name && !name.AsSpan().ContainsAny(",\\=")
            ? name
            : "";
    }
}
