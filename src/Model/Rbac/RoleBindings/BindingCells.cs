using Krewe.Model.Kinds;
using Krewe.Model.Meta;
using Krewe.Model.Tables;

namespace Krewe.Model.Rbac;

/// <summary>Cells of tables of bindings.</summary>
internal static class BindingCells
{
    /// <summary>The columns that both kinds of bindings have.</summary>
    public static IReadOnlyList<TableColumn> Columns<T>(Func<T, RoleRef> role, Func<T, IReadOnlyList<Subject>> subjects) where T : ApiObject =>
    [
        Column.Text<T>("Role", "The role that is given.", value => $"{role(value).Kind}/{role(value).Name}"),
        Column.Age,
        Column.Text<T>("Users", "Users who get it.", value => Names(subjects(value), SubjectKind.User)).Wide(),
        Column.Text<T>("Groups", "Groups that get it.", value => Names(subjects(value), SubjectKind.Group)).Wide(),
        Column.Text<T>("ServiceAccounts", "Service accounts that get it.", value => Names(subjects(value), SubjectKind.ServiceAccount)).Wide(),
    ];

    private static string Names(IReadOnlyList<Subject> subjects, SubjectKind kind) => string.Join(", ", subjects.Where(subject => subject.Kind == kind)
        .Select(subject => kind == SubjectKind.ServiceAccount ? $"{subject.Namespace}/{subject.Name}" : subject.Name));
}
