namespace Krewe.Model.Cel;

/// <summary>A variable and those around it.</summary>
internal sealed record CelScope<T>(string Name, T Value, CelScope<T>? Outer)
{
    /// <summary>The innermost variable of the name, or null.</summary>
    public static CelScope<T>? Find(CelScope<T>? scope, string name)
    {
        while (scope is not null && scope.Name != name)
            scope = scope.Outer;
        return scope;
    }
}
