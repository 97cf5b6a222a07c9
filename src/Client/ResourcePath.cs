using System.Text;
using Krewe.Model.Kinds;

namespace Krewe.Client;

/// <summary>Paths of resources, relative to the server's address.</summary>
internal static class ResourcePath
{
    public static string Of(KindDefinition kind, ObjectKey key) =>
        $"{Collection(kind, key.Namespace)}/{Uri.EscapeDataString(key.Name)}";

    public static string Of(KindDefinition kind, string? ns, string? labelSelector, string? watchFrom)
    {
        var path = new StringBuilder(Collection(kind, ns));
        var separator = '?';
        void Query(string name, string value)
        {
            path.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        if (labelSelector is not null)
            Query("labelSelector", labelSelector);
        if (watchFrom is not null)
        {
            Query("watch", "true");
            Query("resourceVersion", watchFrom);
        }

        return path.ToString();
    }

    private static string Collection(KindDefinition kind, string? ns)
    {
        var root = kind.Gvk.Group.Length == 0 ? $"api/{kind.Gvk.Version}" : $"apis/{kind.Gvk.Group}/{kind.Gvk.Version}";
        return kind.Namespaced && !string.IsNullOrEmpty(ns)
            ? $"{root}/namespaces/{Uri.EscapeDataString(ns)}/{kind.Plural}"
            : $"{root}/{kind.Plural}";
    }
}
