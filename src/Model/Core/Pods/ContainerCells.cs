namespace Krewe.Model.Core;

/// <summary>How wide tables show the containers of a template.</summary>
internal static class ContainerCells
{
    public static string Names(PodTemplateSpec? template) => string.Join(',', Containers(template).Select(c => c.Name));

    public static string Images(PodTemplateSpec? template) => string.Join(',', Containers(template).Select(c => c.Image));

    private static IReadOnlyList<Container> Containers(PodTemplateSpec? template) => template?.Spec.Containers ?? [];
}
